from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import get_args

import pytest
from anthropic.types.model import Model
from pydantic import ValidationError

from mockint.app.model_client import endpoint_of
from mockint.domain.calls import Usage
from mockint.provider.prices import price_of
from mockint.settings.model import GraderChoice, GradingRuns, InterviewerChoice, Settings, describe

SHOWN = [info for info in describe() if info.category]


def test_every_setting_is_described_in_order() -> None:
    assert [info.name for info in describe()] == list(Settings.model_fields)
    assert {info.name for info in describe()} - {info.name for info in SHOWN} == {"first_run_done"}


@pytest.mark.parametrize("info", SHOWN, ids=lambda info: info.name)
def test_a_setting_is_told_in_words(info: object) -> None:
    assert info.title[0].isupper()
    assert not info.title.endswith(".")
    assert info.text.endswith((".", "?"))
    assert info.category


@pytest.mark.parametrize("info", describe(), ids=lambda info: info.name)
def test_the_default_is_a_value_that_can_be_chosen(info: object) -> None:
    assert getattr(Settings.model_validate({info.name: info.default}), info.name) == info.default
    if info.widget == "choice":
        kind = type(info.default)
        assert issubclass(kind, StrEnum)
        assert list(info.choices) == [each.value for each in kind], "every choice has a title, in the order of the type"
    else:
        assert not info.choices
    if info.widget == "number":
        assert info.low <= info.default <= info.high


def test_the_widgets_fit_the_types() -> None:
    kinds = {info.name: (info.widget, info.optional) for info in describe()}
    assert kinds["interview_date"] == ("date", True)
    assert kinds["editor_font_size"] == ("number", False)
    assert kinds["theme"] == ("choice", False)
    assert kinds["phase_guide"] == ("switch", False)
    size = next(info for info in describe() if info.name == "editor_font_size")
    assert (size.low, size.high, size.unit) == (8, 40, "pt")
    cap = next(info for info in describe() if info.name == "monthly_cap_usd")
    assert (cap.widget, cap.low, cap.high, cap.unit) == ("number", 0, 10_000, "USD")
    assert Settings(interview_date=date(2026, 3, 1)).interview_date == date(2026, 3, 1)


@pytest.mark.parametrize("wrong", [-0.01, 10_001, float("nan"), float("inf"), "much"])
def test_a_cap_is_a_sum_of_money(wrong: object) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"monthly_cap_usd": wrong})


def test_the_defaults_send_nothing_and_cost_nothing() -> None:
    assert (Settings().grader, Settings().interviewer) == (GraderChoice.OFFLINE, InterviewerChoice.SCRIPTED)
    assert [each.number for each in GradingRuns] == [3, 1]


def test_the_models_that_come_preset_have_a_known_price() -> None:
    for grader in ("messages", "openai"):
        assert price_of(endpoint_of(Settings(), grader, environ={}), Usage(input_tokens=1)).note == "known"


def test_the_preset_claude_is_the_newest_sonnet_that_its_sdk_names() -> None:
    named = re.findall(r"claude-sonnet-[0-9-]+", str(get_args(Model)))
    assert Settings().model == max(named, key=lambda name: [int(part) for part in name.split("-")[2:4]])
