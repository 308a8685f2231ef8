"""The window's port over the real core: a home of its own, the real bank, no fakes."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mockint.domain.wanted import Wanted
from mockint.errors import BadInputError, KnownError
from mockint.paths import Home
from ui.boot import AppBoot, WindowServices


@pytest.fixture
def boot(own_home: Path) -> Iterator[AppBoot]:
    made = AppBoot(Home(own_home))
    yield made
    made.app.close()


@pytest.fixture
def real(boot: AppBoot) -> WindowServices:
    return boot.open()


def test_the_list_comes_without_a_history(boot: AppBoot, own_home: Path) -> None:
    shelf = boot.questions()
    assert shelf.entries
    assert not any(row.seen for row in shelf.entries)
    assert all(row.ref == f"{row.kind}/{row.ref.partition('/')[2]}" for row in shelf.entries)
    assert all(" " in skill or skill.istitle() for row in shelf.entries for skill in row.skills), "titles, not ids"
    assert not (own_home / "history.sqlite3").exists()


def test_a_broken_pack_is_left_out_and_told(boot: AppBoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pack" / "coding" / "odd"
    broken.mkdir(parents=True)
    (broken / "question.toml").write_text("difficulty = 'very'", encoding="utf-8")
    monkeypatch.setenv("MOCKINT_PACKS", str(tmp_path / "pack"))
    shelf = boot.questions()
    assert any("odd" in problem.file for problem in shelf.problems)
    assert shelf.entries


def test_a_question_tells_what_it_is(real: WindowServices) -> None:
    row = next(row for row in real.questions().entries if row.ref == "coding/token-bucket")
    detail = real.question_detail(row.ref)
    assert detail.ref == row.ref
    assert sum(phase.minutes for phase in detail.phases) == row.minutes
    assert detail.measured
    assert detail.judged
    assert detail.levels >= 2


def test_a_round_is_kept_listed_reported_and_deleted(real: WindowServices, tmp_path: Path) -> None:
    round_id = real.start_round("coding/token-bucket", "simulation", "short")
    (line,) = real.history().rounds
    assert (line.id, line.mode, line.form, line.is_open, line.verdict) == (round_id, "simulation", "short", True, None)
    assert real.open_rounds() == (line,)
    assert real.history(Wanted(search="no such words anywhere")).total == 0
    real.export_report(round_id, tmp_path / "new" / "report.json")
    assert json.loads((tmp_path / "new" / "report.json").read_text(encoding="utf-8"))["round"] == round_id
    real.export_report(round_id, tmp_path / "report.html")
    assert "<html" in (tmp_path / "report.html").read_text(encoding="utf-8")
    with pytest.raises(BadInputError, match="docx"):
        real.export_report(round_id, tmp_path / "report.docx")
    with pytest.raises(KnownError, match="cannot be written"):
        real.export_report(round_id, tmp_path / "report.html" / "inside.html")
    real.delete_round(round_id)
    assert real.history().rounds == ()


def test_settings_are_read_and_changed(real: WindowServices) -> None:
    fields = {field.name: field for field in real.settings()}
    assert fields["theme"].widget == "choice"
    assert "first_run_done" not in fields
    real.change_setting("theme", "dark")
    assert {field.name: field.value for field in real.settings()}["theme"] == "dark"
    with pytest.raises(KnownError):
        real.change_setting("theme", "plaid")


def test_the_welcome_is_asked_once(real: WindowServices) -> None:
    assert real.needs_welcome()
    real.finish_welcome("staff", date(2026, 5, 1))
    assert not real.needs_welcome()
    values = {field.name: field.value for field in real.settings()}
    assert (str(values["target_level"]), str(values["interview_date"])) == ("staff", "2026-05-01")


def test_the_machine_is_told_in_a_sentence(real: WindowServices) -> None:
    assert real.isolation().sentence.endswith(".")
    looked = real.check_history()
    assert looked.ok
    assert "sound" in looked.sentence
