"""A loop day in the window, as a user: plan it, take a round, the break, stop, and the packet at its end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from mockint.app import loops
from mockint.app.rounds import open_desk
from mockint.domain.ids import RoundId
from mockint.domain.round import RoundState
from tests.gui.rounds.conftest import QUESTION, RIGHT, Sit, User
from ui.pages.loop import LoopPage
from ui.rounds.coding_screen import CodingScreen
from ui.rounds.held_panel import HeldPanel

STORY = "behavioral/failed-in-production"


def page_of(user: User) -> LoopPage:
    user.running.window.go_to("loop")
    page = user.running.window.page("loop")
    assert isinstance(page, LoopPage)
    user.wait(lambda: user.running.idle() and page.preferred_focus() is not None)
    return page


def plan(user: User) -> str:
    return loops.start(user.services, "coding,behavioral", [QUESTION, STORY]).loop.id


def take(user: User, page: LoopPage) -> CodingScreen:
    page.now.begin.click()
    user.wait(lambda: isinstance(user.running.window.round_widget, CodingScreen))
    return user.screen


def hand_in(user: User) -> None:
    user.paste(RIGHT)
    user.screen.hand_in()
    user.wait(lambda: user.screen.shows("predict"))
    user.screen.predict.skip.click()


def test_a_day_is_planned_by_keys_alone(user: User) -> None:
    page = page_of(user)
    assert page.choose is not None
    page.choose.form.segment("short").click()
    assert "Coding" not in user.told()
    page.choose.go.setFocus()
    user.press("Space")
    user.wait(lambda: page.now is not None and "1. Coding" in user.told())
    told = user.told()
    assert "4. Live build" in told
    assert "Break of 5 minutes" in told
    assert "chosen when it begins" in told
    assert page.now.begin.text() == "Begin round 1"
    user.wait(lambda: user.running.window.focusWidget() is page.now.begin)


def test_a_round_is_taken_and_its_result_waits_for_the_end_of_the_day(user: User) -> None:
    plan(user)
    page = page_of(user)
    take(user, page)
    assert user.screen._controller.desk.round.mode.value == "simulation"
    hand_in(user)
    user.wait(lambda: isinstance(user.screen.currentWidget(), HeldPanel))
    assert "hidden tests" not in user.told()
    user.wait(lambda: user.running.window.focusWidget() is user.screen.held.back)
    user.screen.held.back.click()
    user.wait(lambda: user.running.window.round_widget is None)
    assert user.running.window.place == "loop"
    user.wait(lambda: page.now is not None and page.now.clock.isVisible())
    assert page.now.clock.text() in {"10:00", "9:59", "9:58", "9:57"}
    assert page.now.begin.text() == "Begin round 2"
    assert "met" not in user.told(), "no verdict between two rounds"
    user.clock.advance(700)
    page.reload()
    user.wait(lambda: not page.now.clock.isVisible())


def test_the_result_can_be_shown_at_once(user: User) -> None:
    plan(user)
    take(user, page_of(user))
    hand_in(user)
    user.click("Show it now")
    user.wait(lambda: "hidden tests passed" in user.told())


def test_a_day_is_stopped_and_taken_up_by_another_window(user: User, sit_down: Sit) -> None:
    plan(user)
    page = page_of(user)
    page.now.stop.click()
    user.wait(lambda: page.now is not None and page.now.begin.text() == "Take it up: round 1")
    user.clock.advance(86_400)
    again = sit_down()
    page = page_of(again)
    again.wait(lambda: "Stopped for today" in again.told())
    take(again, page)
    assert loops.find(again.services).loop.state == "open"


def test_a_day_is_ended_by_asking_twice(user: User) -> None:
    plan(user)
    page = page_of(user)
    page.now.end.click()
    assert page.now.end.text() == "End it for good?"
    assert loops.find(user.services).loop.state == "open"
    page.now.end.click()
    user.wait(lambda: page.packet is not None)
    user.wait(lambda: "Not taken" in user.told())


def test_a_round_that_was_left_is_gone_on_with(user: User, sit_down: Sit) -> None:
    plan(user)
    take(user, page_of(user))
    round_id = user.screen._controller.desk.round.id
    again = sit_down()
    page = page_of(again)
    assert page.now.begin.text() == "Go on with round 1"
    take(again, page)
    assert again.screen._controller.desk.round.id == round_id


def test_the_packet_is_shown_and_saved(user: User, tmp_path: Path) -> None:
    loop = plan(user)
    for _ in range(2):
        begun = loops.begin_in_window(user.services, loop)
        with open_desk(user.services, begun.round.id) as desk:
            desk.session.start()
            desk.submit().result()
    page = page_of(user)
    user.wait(lambda: page.packet is not None)
    told = user.told()
    assert "Cannot be decided yet" in told
    assert "Ungraded" in told
    assert (
        user.services.stored(lambda store: store.load_round(RoundId(begun.round.id))).state is not RoundState.SUBMITTED
    )
    page.save.trigger()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "packet.pdf"))
    dialog.close()
    user.wait(lambda: "The packet is at" in user.told())
    assert (tmp_path / "packet.pdf").read_bytes().startswith(b"%PDF-")
    page.packet.again.click()
    user.wait(lambda: page.choose is not None and "Other loops" in user.told())


def test_a_history_that_cannot_be_read_is_told(user: User, monkeypatch) -> None:
    from mockint.errors import HistoryError

    def broken(*_: object) -> None:
        raise HistoryError("The disk is gone.", "Plug it in.")

    page = page_of(user)
    monkeypatch.setattr(loops, "all_loops", broken)
    page.reload()
    user.wait(lambda: "The disk is gone." in user.told())
