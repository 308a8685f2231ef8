"""What goes wrong around a round: no worker, no disk, another window, a kill at a bad moment. Nothing is lost, all is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from mockint.app.desk import RoundDesk, claim
from mockint.app.process import started, this_process
from mockint.app.record import read_record
from mockint.app.rounds import Plan, plan_round
from mockint.app.services import Services
from mockint.domain.ids import RoundId
from mockint.domain.round import Mode, Owner, RoundState
from mockint.errors import HistoryError
from mockint.history.store import Store
from mockint.rounds.coding import SOLUTION, TESTS
from tests.gui.rounds.conftest import QUESTION, RIGHT, Sit, User, texts
from ui.rounds.coding_screen import CodingScreen
from ui.rounds.debrief import Debrief
from ui.rounds.follow import FollowScreen

pytestmark = pytest.mark.slow
FULL = HistoryError("The disk is full.", "Free some space.")


class Disk:
    """Refuses what the store writes while it is full."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full = False
        for name in ("append_events", "save_progress", "heartbeat", "save_submission"):
            monkeypatch.setattr(Store, name, self._guarded(getattr(Store, name)))

    def _guarded(self, write):  # type: ignore[no-untyped-def]
        def guarded(store, *given, **more):  # type: ignore[no-untyped-def]
            if self.is_full:
                raise FULL
            return write(store, *given, **more)

        return guarded


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.fixture
def other_process() -> Iterator[subprocess.Popen[bytes]]:
    """A process that is there and does nothing."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


def test_what_cannot_be_measured_can_be_measured_again(user: User) -> None:
    screen = user.start()
    user.paste(RIGHT)
    user.press("Ctrl+Shift+Return")
    user.services.pool.close()
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: "Could not be measured" in screen.predict.progress.text())
    user.press("Escape")
    assert "The code runner is not running." in user.told()
    user.services._pool = None
    user.click("Measure again")
    user.wait(lambda: "Code bar met" in texts(user.debrief))


def test_a_full_disk_is_told_and_what_was_typed_is_stored_later(user: User, disk: Disk) -> None:
    screen = user.start()
    disk.is_full = True
    user.paste(RIGHT)
    user.wait(lambda: "The disk is full." in user.told())
    assert "kept in memory" in user.told()
    disk.is_full = False
    user.wait(lambda: "can be written again" in user.told())
    screen._controller.desk.journal.flush().result()
    assert read_record(user.services, user.round_id()).story.item().documents[SOLUTION] == RIGHT


def test_an_answer_that_could_not_be_stored_is_stored_when_asked_again(user: User, disk: Disk) -> None:
    screen = user.start()
    user.paste(RIGHT)
    user.press("Ctrl+Shift+Return")
    disk.is_full = True
    user.press("Ctrl+Shift+Return")
    user.wait(lambda: screen.currentWidget() is screen.debrief)
    assert "The disk is full." in user.told()
    assert "on disk" not in user.told()
    disk.is_full = False
    user.click("Try again")
    user.wait(lambda: screen.currentWidget() is screen.predict)
    user.wait(lambda: screen._record is not None)


def _owned_by(user: User, process: subprocess.Popen[bytes], silent_s: float = 0.0) -> RoundId:
    services = user.services
    record = plan_round(services, Plan(QUESTION, Mode.PRACTICE))
    desk = RoundDesk(services, claim(services, record.id), lambda _: None)
    desk.session.start()
    desk.hand_over()
    me = this_process(services.clock)
    heartbeat = me.heartbeat - timedelta(seconds=silent_s)
    owner = Owner(
        process_id=process.pid,
        process_started=started(process.pid) or "",
        boot_id=me.boot_id,
        heartbeat=heartbeat,
    )
    assert services.stored(lambda store: store.claim_owner(record.id, owner))
    return record.id


def test_a_round_that_another_process_holds_is_followed_and_not_touched(
    user: User, other_process: subprocess.Popen[bytes]
) -> None:
    round_id = _owned_by(user, other_process)
    user.open_first()
    user.wait(lambda: isinstance(user.running.window.round_widget, FollowScreen))
    screen = user.running.window.round_widget
    assert isinstance(screen, FollowScreen)
    assert "Open in another window or command" in user.told()
    user.wait(lambda: SOLUTION in screen.editors and "def count_pairs" in screen.editors[SOLUTION].text())
    screen.editors[SOLUTION].focus()
    user.type("x")
    assert "def count_pairs" in screen.editors[SOLUTION].text()
    assert "x" not in screen.editors[SOLUTION].text().partition("def")[0]
    assert not screen.go_on.isEnabled()
    found = read_record(user.services, round_id).round
    assert found.owner is not None
    assert found.owner.process_id == other_process.pid
    other_process.kill()
    user.wait(screen.go_on.isEnabled)
    user.click("Go on here")
    user.wait(lambda: isinstance(user.running.window.round_widget, CodingScreen))
    assert user.screen._controller.is_running


def test_a_round_whose_owner_is_silent_can_be_taken_over(user: User, other_process: subprocess.Popen[bytes]) -> None:
    _owned_by(user, other_process, silent_s=60)
    user.open_first()
    user.wait(lambda: "has not answered for a while" in user.told())
    user.click("Take it over")
    user.wait(lambda: user.running.window.round_widget is not None)
    assert user.screen._controller.is_running
    assert "has not answered" not in user.told()


def _start_here(services: Services, mode: Mode) -> RoundDesk:
    record = plan_round(services, Plan(QUESTION, mode))
    desk = RoundDesk(services, claim(services, record.id), lambda _: None)
    desk.session.start()
    desk.session.record_edit(SOLUTION, RIGHT)
    return desk


def test_a_kill_right_after_the_hand_in_is_made_good_when_it_is_opened(user: User, sit_down: Sit) -> None:
    desk = _start_here(user.services, Mode.PRACTICE)
    desk.session.submit()
    desk.journal.flush().result()  # the journal is on disk, the submission is not: here the power went
    _forget_owner(user, desk)
    again = sit_down()
    again.open_first()
    again.wait(lambda: isinstance(again.running.window.round_widget, CodingScreen))
    again.wait(lambda: again.screen._record is not None)
    assert read_record(again.services, again.round_id()).round.state in {RoundState.MEASURED, RoundState.GRADED}


def test_a_simulation_that_ran_out_while_nobody_looked_is_measured_when_opened(user: User, sit_down: Sit) -> None:
    desk = _start_here(user.services, Mode.SIMULATION)
    desk.journal.flush().result()
    _forget_owner(user, desk)
    user.clock.advance(46 * 60)
    again = sit_down()
    again.open_first()
    again.wait(lambda: isinstance(again.running.window.round_widget, CodingScreen))
    again.wait(lambda: again.screen._record is not None)
    record = again.screen._record
    assert record is not None
    assert record.submission is not None
    assert record.submission.ended_by == "time"


def test_what_was_handed_in_and_never_measured_is_measured_when_opened(user: User, sit_down: Sit) -> None:
    desk = _start_here(user.services, Mode.PRACTICE)
    desk.submit().result()
    _forget_owner(user, desk)
    again = sit_down()
    again.open_first()
    again.wait(lambda: isinstance(again.running.window.round_widget, Debrief))
    again.wait(lambda: "Code bar met" in texts(again.debrief))
    again.press("Escape")
    again.wait(lambda: again.running.window.round_widget is None)
    assert QApplication.focusWidget() is not None


def _forget_owner(user: User, desk: RoundDesk) -> None:
    round_id = desk.round.id
    user.services.stored(lambda store: store.release_owner(round_id, this_process(user.services.clock)))


def test_an_editor_that_breaks_is_replaced_where_it_stood(user: User) -> None:
    screen = user.start()
    code, broken = screen.work.code, screen.work.code.editors[SOLUTION]
    user.paste(RIGHT)
    broken.set_cursor_offset(40)
    user.type("x")
    before = broken.text()
    broken.failed.emit("The editor's page ended by itself (exit code 9).")
    assert "ended by itself (exit code 9)" in user.told()
    assert code.editors[SOLUTION] is not broken
    assert code.current == SOLUTION
    assert code.editors[SOLUTION].text() == before
    assert code.editors[SOLUTION].cursor_offset() == 41
    user.type("y")
    assert screen._controller.desk.session.document(SOLUTION) == before[:41] + "y" + before[41:]
    user.paste(RIGHT)
    assert "6/6" in user.run() or "✓" in user.run()


def test_an_editor_that_breaks_unseen_changes_neither_tab_nor_pause(user: User) -> None:
    screen = user.start()
    user.press("Ctrl+P")
    broken = screen.work.code.editors[TESTS]
    broken.failed.emit("It broke.")
    assert screen.work.code.current == SOLUTION
    user.press("Alt+5")
    before = screen.work.code.editors[TESTS].text()
    assert before
    user.type("z")
    assert screen.work.code.editors[TESTS].text() == before
