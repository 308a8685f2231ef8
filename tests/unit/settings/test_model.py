from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest

from mockint.settings.model import Settings, describe

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
    assert Settings(interview_date=date(2026, 3, 1)).interview_date == date(2026, 3, 1)
