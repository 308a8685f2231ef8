"""Targets, as a user: write one down, paste a posting and see it read, plan, log an interview, close the target."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mockint.app.services import Services
from mockint.app.target_page import TargetDesk
from mockint.app.targets import Draft, LogEntry
from mockint.clock import ManualClock
from mockint.errors import HistoryError
from mockint.paths import Home, bank_root
from tests.gui.conftest import Launch, named, settle
from tests.helpers.fake_services import FakeServices
from ui.application import WindowApp
from ui.pages.targets import TargetsPage
from ui.widgets.ask_first import AskFirst

Rest = Callable[[], None]


@pytest.fixture
def desk(tmp_path: Path, services: FakeServices) -> Iterator[TargetDesk]:
    """A real desk over a history of its own, behind the window's services."""
    made = Services(Home(tmp_path / "own"), ManualClock(), random.Random(3), bank_root(), ())
    services.target_desk = TargetDesk(made)
    yield services.target_desk
    made.close()


@pytest.fixture
def page(desk: TargetDesk, running: WindowApp, rest: Rest) -> TargetsPage:
    running.window.go_to("targets")
    rest()
    found = running.window.page("targets")
    assert isinstance(found, TargetsPage)
    return found


@pytest.fixture
def filled(desk: TargetDesk, launch: Launch, qtbot: QtBot) -> TargetsPage:
    day = desk.overview().today.replace(month=12, day=30).isoformat()
    desk.add(Draft("Acme", "mid", ("coding",), dates=(day,), posting="RAG on AWS. No Kubernetes needed."))
    desk.add(Draft("Later"))
    running = launch()
    running.window.go_to("targets")
    settle(qtbot, running)
    found = running.window.page("targets")
    assert isinstance(found, TargetsPage)
    return found


def told(widget: QWidget) -> str:
    return " ".join(found.text() for found in widget.findChildren(QLabel) if found.isVisible())


def see(page: TargetsPage, view: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.view.segment(view), Qt.MouseButton.LeftButton)


def test_a_first_target_is_written_down_by_keys(page: TargetsPage, desk: TargetDesk, qtbot: QtBot, rest: Rest) -> None:
    assert page.empty.isVisible()
    assert page.preferred_focus() is page.empty.action
    qtbot.mouseClick(page.empty.action, Qt.MouseButton.LeftButton)
    rest()
    assert page.window().focusWidget() is page.form.company
    qtbot.keyClicks(page.form.company, "Acme")
    qtbot.keyClicks(page.form.dates, "2099-1-1")
    qtbot.keyClick(page.form.dates, Qt.Key.Key_Return)
    rest()
    assert "'2099-1-1' is no day. Write it as 2026-12-10." in told(page.banners)
    assert page.form.company.text() == "Acme", "what was written stays"
    page.form.dates.setText("")
    page.form.company.setFocus()
    qtbot.keyClick(page.form.company, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    rest()
    assert [one.company for one in desk.targets()] == ["Acme"]
    assert page.list.item(0).text() == "Acme\nno date, in force"
    assert page.aside.text() == "1 open target"


def test_a_pasted_posting_is_read_at_once(page: TargetsPage, desk: TargetDesk, qtbot: QtBot, rest: Rest) -> None:
    qtbot.mouseClick(page.empty.action, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(named(page, "Posting"), "We run RAG. No Kubernetes needed.")
    qtbot.waitUntil(lambda: "RAG implementation" in told(page.form), timeout=3000)
    rest()
    assert "What it asks for, by the list of terms" in told(page.form)
    assert "Said not to be needed: kubernetes" in told(page.form)
    assert not desk.targets(), "reading keeps nothing"


def test_the_chosen_target_is_shown_and_closed(filled: TargetsPage, desk: TargetDesk, qtbot: QtBot) -> None:
    running_rest = lambda: qtbot.waitUntil(lambda: not filled.tools.tasks.under_way(), timeout=5000)  # noqa: E731
    assert [filled.list.item(at).text().split("\n")[0] for at in range(2)] == ["Acme", "Later"]
    assert filled.form.company.text() == "Acme"
    assert filled.form.kinds["coding"].isChecked()
    assert "RAG implementation" in told(filled.form)
    filled.list.setCurrentRow(1)
    assert filled.form.company.text() == "Later"
    assert filled.form.posting.text() == ""
    filled.list.setCurrentRow(0)
    qtbot.mouseClick(filled.form.close_target, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.find("Acme").closed, timeout=3000)
    running_rest()
    qtbot.waitUntil(lambda: filled.form.close_target.text() == "Open again", timeout=3000)


def test_a_target_is_deleted_once_it_was_asked(filled: TargetsPage, desk: TargetDesk, qtbot: QtBot) -> None:
    form = filled.form
    assert not form.delete.confirm.isVisible()
    qtbot.mouseClick(form.delete.delete, Qt.MouseButton.LeftButton)
    assert form.delete.keep.hasFocus()
    qtbot.keyClick(form.delete.keep, Qt.Key.Key_Space)
    assert [one.target.company for one in desk.lines()] == ["Acme", "Later"]
    qtbot.mouseClick(form.delete.delete, Qt.MouseButton.LeftButton)
    filled.list.setCurrentRow(1)  # the question was about the other one
    assert not form.delete.confirm.isVisible()
    filled.list.setCurrentRow(0)
    qtbot.mouseClick(form.delete.delete, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(filled, "Delete Acme for good"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [one.target.company for one in desk.lines()] == ["Later"], timeout=3000)
    qtbot.waitUntil(lambda: form.company.text() == "Later", timeout=5000)
    assert filled.list.count() == 1
    assert "Acme is deleted." in told(filled.banners)


def test_the_last_target_leaves_an_empty_form(filled: TargetsPage, desk: TargetDesk, qtbot: QtBot) -> None:
    for left in (1, 0):
        qtbot.mouseClick(filled.form.delete.delete, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(filled.form.delete.confirm, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda left=left: len(desk.lines()) == left, timeout=3000)
        qtbot.waitUntil(lambda: not filled.tools.tasks.under_way(), timeout=5000)
    qtbot.waitUntil(lambda: filled.form.company.text() == "", timeout=5000)
    assert not filled.form.delete.isVisible()


def test_a_logged_interview_is_deleted(filled: TargetsPage, desk: TargetDesk, qtbot: QtBot) -> None:
    desk.log(LogEntry(company="Elsewhere", outcome="passed", kind="coding"))
    filled.reload()
    see(filled, "interviews", qtbot)
    qtbot.waitUntil(lambda: "Elsewhere" in told(filled.log), timeout=5000)
    remove = filled.log.findChildren(AskFirst)[0]
    qtbot.mouseClick(remove.delete, Qt.MouseButton.LeftButton)
    assert len(desk.interviews()) == 1
    qtbot.mouseClick(remove.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not desk.interviews(), timeout=3000)
    qtbot.waitUntil(lambda: "Nothing logged yet" in told(filled.log), timeout=5000)


def test_the_plan_keeps_to_the_minutes(filled: TargetsPage, desk: TargetDesk, qtbot: QtBot) -> None:
    see(filled, "plan", qtbot)
    text = told(filled.plan)
    assert "For Acme: mid, bar 2.75, interview in" in text
    assert "Too few rounds to forecast: coding." in text
    assert "0 of 50 predictions" in text
    assert "of 180 min" in text
    filled.plan.minutes.setValue(60)
    qtbot.waitUntil(lambda: "of 60 min" in told(filled.plan), timeout=5000)
    assert desk.overview().outlook.minutes_a_week == 60
    with qtbot.waitSignal(filled.place_wanted) as went:
        qtbot.mouseClick(filled.plan.go, Qt.MouseButton.LeftButton)
    assert went.args == ["practice"]


def test_a_rejection_is_logged_and_its_gap_told(filled: TargetsPage, desk: TargetDesk, qtbot: QtBot) -> None:
    see(filled, "interviews", qtbot)
    log = filled.log
    log.target.setCurrentIndex(log.target.findText("Acme"))
    assert not log.company.isEnabled()
    log.outcome.setCurrentIndex(log.outcome.findData("rejected"))
    qtbot.keyClicks(named(filled, "Wording of the rejection"), "We look for stronger fundamentals.")
    assert log.gaps.text() == "Read as: stronger fundamentals."
    qtbot.mouseClick(log.log, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(desk.interviews()) == 1, timeout=3000)
    qtbot.waitUntil(lambda: "Rejected" in told(log), timeout=5000)
    assert log.wording.text() == ""
    see(filled, "plan", qtbot)
    assert "Stronger fundamentals" in told(filled.plan)
    assert "Next round for it:" in told(filled.plan)


def test_an_interview_to_come_is_refused_in_words(filled: TargetsPage, desk: TargetDesk, qtbot: QtBot) -> None:
    see(filled, "interviews", qtbot)
    filled.log.company.setText("Elsewhere")
    filled.log.day.setText("2098-01-01")
    qtbot.mouseClick(filled.log.log, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is not past yet" in told(filled.banners), timeout=3000)
    assert filled.log.company.text() == "Elsewhere"
    assert not desk.interviews()


def test_a_history_that_cannot_be_read_is_told(
    services: FakeServices, desk: TargetDesk, running: WindowApp, rest: Rest
) -> None:
    services.fail["targets"] = HistoryError("The disk is away.", "Plug it in.")
    running.window.go_to("targets")
    rest()
    page = running.window.page("targets")
    assert "The disk is away." in told(page.banners)
    del services.fail["targets"]
    page.reload()
    rest()
    assert "The disk is away." not in told(page.banners)


def test_the_days_on_today_lead_to_the_targets(
    desk: TargetDesk, services: FakeServices, launch: Launch, qtbot: QtBot
) -> None:
    services.interview = services.today()
    running = launch()
    running.window.go_to("today")
    settle(qtbot, running)
    link = running.window.page("today").aside
    assert link.text() == "Interview today"
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert running.window.place == "targets"
    settle(qtbot, running)
    running.window.go_to("today")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert running.window.place == "targets"
    settle(qtbot, running)


def test_what_is_not_saved_is_there_when_one_comes_back(filled: TargetsPage, desk: TargetDesk, qtbot: QtBot) -> None:
    filled.form.company.setText("Acme Two")
    filled.form.posting.load("Docker")
    filled.list.setCurrentRow(1)
    assert filled.form.company.text() == "Later"
    filled.list.setCurrentRow(0)
    assert filled.form.company.text() == "Acme Two"
    assert filled.form.posting.text() == "Docker"
    assert filled.list.item(0).text().endswith("not saved yet")
    qtbot.mouseClick(filled.form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.targets()[0].company == "Acme Two", timeout=3000)
    qtbot.waitUntil(lambda: not filled.list.item(0).text().endswith("not saved yet"), timeout=3000)


def test_without_a_target_the_plan_is_that_of_the_settings(page: TargetsPage, qtbot: QtBot) -> None:
    see(page, "plan", qtbot)
    assert "For your settings: senior, bar 3" in told(page.plan)


def test_the_place_is_in_the_menu_and_not_in_the_rail(page: TargetsPage, running: WindowApp) -> None:
    assert "Go to Targets" in [command.words for command in running.window.commands()]
    assert not any(button.isChecked() for button in running.window.rail.findChildren(type(page.add)))
    running.window.go_to("today")
    assert running.window.rail.button("today").isChecked()
