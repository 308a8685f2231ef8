"""The frame as a user meets it: places by keyboard, palette, theme, welcome, errors, memory."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mockint.domain.changes import Changes
from mockint.errors import KnownError
from tests.gui.conftest import Launch, named, settle
from tests.helpers.fake_services import FakeBoot, FakeServices
from ui.application import WindowApp
from ui.rail import PLACES
from ui.shots import take_shots
from ui.widgets.command_palette import fuzzy_score

Rest = Callable[[], None]
_CTRL = Qt.KeyboardModifier.ControlModifier


def press(
    qtbot: QtBot, running: WindowApp, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the keyboard is."""
    qtbot.keyClick(running.window.focusWidget() or running.window, key, modifier)


def test_every_place_is_reached_by_its_key_and_takes_the_keyboard(running: WindowApp, qtbot: QtBot, rest: Rest) -> None:
    keys = [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_Comma]
    for key, place in zip(keys, PLACES, strict=True):
        press(qtbot, running, key, _CTRL)
        rest()
        page = running.window.page(place.name)
        assert page.isVisible()
        assert running.window.rail.button(place.name).isChecked()
        assert page.isAncestorOf(running.window.focusWidget()), place.name
        assert place.title in running.window.windowTitle()


def test_the_rail_is_walked_with_arrows_and_opened_with_enter(running: WindowApp, qtbot: QtBot) -> None:
    running.window.rail.button("practice").setFocus()
    press(qtbot, running, Qt.Key.Key_Down)
    press(qtbot, running, Qt.Key.Key_Down)
    assert running.window.focusWidget() is running.window.rail.button("history")
    press(qtbot, running, Qt.Key.Key_Return)
    assert running.window.place == "history"


@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_tab_goes_round_every_place_and_comes_back(running: WindowApp, qtbot: QtBot, rest: Rest, place: str) -> None:
    running.window.go_to(place)
    rest()
    first = running.window.focusWidget()
    met: list[QWidget] = []
    for _ in range(80):
        press(qtbot, running, Qt.Key.Key_Tab)
        now = running.window.focusWidget()
        met.append(now)
        if now is first:
            break
    assert met[-1] is first, [w.accessibleName() or getattr(w, "text", str)() for w in met[:24]]
    page = running.window.page(place)
    wanted = {b for b in page.findChildren(QPushButton) if b.isVisible() and b.isEnabled() and not b.isCheckable()}
    assert wanted <= set(met), [b.text() for b in wanted - set(met)]
    unnamed = [w for w in met if not (w.accessibleName() or getattr(w, "text", str)())]
    assert not unnamed


def test_the_palette_finds_a_command_by_a_few_letters(running: WindowApp, qtbot: QtBot) -> None:
    press(qtbot, running, Qt.Key.Key_K, _CTRL)
    entry = running.window.focusWidget()
    assert isinstance(entry, QLineEdit)
    qtbot.keyClicks(entry, "gohis")
    press(qtbot, running, Qt.Key.Key_Return)
    assert running.window.place == "history"


def test_the_palette_lists_every_action_with_its_shortcut_and_every_question(running: WindowApp) -> None:
    words = [command.words for command in running.window.commands()]
    assert {f"Go to {place.title}" for place in PLACES} <= set(words)
    assert {"Filter questions", "Start the chosen round", "Theme: Dark", "Quit mockint"} <= set(words)
    assert "Practice: BM25 from nothing, top-k" in words
    shortcuts = {command.words: command.action.shortcut().toString() for command in running.window.commands()}
    assert shortcuts["Go to History"] == "Ctrl+4"


def test_the_palette_shows_a_question(running: WindowApp, qtbot: QtBot, rest: Rest) -> None:
    press(qtbot, running, Qt.Key.Key_4, _CTRL)
    press(qtbot, running, Qt.Key.Key_K, _CTRL)
    qtbot.keyClicks(running.window.focusWidget(), "bm25")
    press(qtbot, running, Qt.Key.Key_Return)
    rest()
    assert running.window.place == "practice"
    page = running.window.page("practice")
    assert any(label.text() == "BM25 from nothing, top-k" for label in page.findChildren(QLabel))


def test_escape_closes_the_palette_and_gives_the_keyboard_back(running: WindowApp, qtbot: QtBot) -> None:
    before = running.window.focusWidget()
    press(qtbot, running, Qt.Key.Key_K, _CTRL)
    press(qtbot, running, Qt.Key.Key_Down)
    press(qtbot, running, Qt.Key.Key_Up)
    press(qtbot, running, Qt.Key.Key_Escape)
    assert running.window.focusWidget() is before
    press(qtbot, running, Qt.Key.Key_K, _CTRL)
    scrim = running.window.focusWidget().parentWidget().parentWidget()
    qtbot.mouseClick(scrim, Qt.MouseButton.LeftButton, pos=QPoint(5, scrim.height() - 5))
    assert not scrim.isVisible()


def test_fuzzy_search_prefers_starts_of_words_and_letters_in_a_row() -> None:
    words = ["Go to Settings", "Go to Stories", "Start the chosen round", "Theme: Light"]
    best = {
        wanted: max(words, key=lambda w: fuzzy_score(wanted, w) or -99) for wanted in ("gts", "st", "light", "stch")
    }
    assert best["light"] == "Theme: Light"
    assert best["stch"] == "Start the chosen round"
    assert best["gts"].startswith("Go to S")
    assert fuzzy_score("xyz", "Go to Settings") is None
    assert fuzzy_score("", "anything") == 0


def test_the_theme_is_switched_from_the_menu_and_kept(
    running: WindowApp, services: FakeServices, rest: Rest, launch: Launch
) -> None:
    running.window.theme_actions["dark"].trigger()
    rest()
    assert running.theme.look.dark
    assert services.value("theme") == "dark"
    again = launch()
    assert again.theme.look.dark
    assert again.window.theme_actions["dark"].isChecked()


def test_place_filter_and_size_are_remembered(running: WindowApp, launch: Launch, qtbot: QtBot) -> None:
    running.window.resize(880, 613)  # the offscreen screen is 800 wide, and nothing is restored beyond it
    running.window.page("practice").filter_box.setText("cache")  # type: ignore[attr-defined]
    running.window.go_to("history")
    again = launch()
    assert again.window.place == "history"
    assert (again.window.width(), again.window.height()) == (880, 613)
    again.window.go_to("practice")
    settle(qtbot, again)
    assert again.window.page("practice").table.model().rowCount() == 1  # type: ignore[attr-defined]


def test_a_damaged_window_file_is_no_reason_to_stop(running: WindowApp, launch: Launch) -> None:
    home = running.home
    running.window.close()
    home.window_state.write_bytes(b"\x00\xffnot an ini file\n[window\ngeometry=nonsense\nplace=nowhere")
    again = launch()
    assert again.window.isVisible()
    assert again.window.place == "practice"


def test_the_first_start_asks_level_and_date_and_blocks_nothing(
    services: FakeServices, launch: Launch, qtbot: QtBot
) -> None:
    services.welcome = True
    running = launch()
    assert running.window.focusWidget() is running.window.page("practice").table  # type: ignore[attr-defined]
    panel = named(running.window, "Welcome")
    qtbot.mouseClick(named(panel, "Target level: Mid"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(panel, "Interview date: set a date"), Qt.MouseButton.LeftButton)
    edit = named(panel, "Interview date")
    edit.edit.setDate(date(2026, 3, 2))  # type: ignore[attr-defined]
    qtbot.mouseClick(next(b for b in panel.findChildren(QPushButton) if b.text() == "Save"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(services.welcomed))
    assert services.welcomed == [("mid", date(2026, 3, 2))]
    settle(qtbot, running)
    assert not [w for w in running.window.findChildren(QWidget) if w.accessibleName() == "Welcome"]


def test_the_first_start_can_be_skipped(services: FakeServices, launch: Launch, qtbot: QtBot) -> None:
    services.welcome = True
    running = launch()
    panel = named(running.window, "Welcome")
    qtbot.mouseClick(next(b for b in panel.findChildren(QPushButton) if b.text() == "Skip"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: services.welcomed == [(None, None)])


def test_a_history_that_cannot_be_opened_is_told_and_the_questions_stay(launch: Launch, qtbot: QtBot) -> None:
    running = launch(
        refusal=KnownError("The history was written by a newer mockint.", "Update mockint, then start again.")
    )
    told = [banner.text for banner in running.window.banners.shown()]
    assert told == ["The history was written by a newer mockint. Update mockint, then start again."]
    page = running.window.page("practice")
    assert page.table.model().rowCount() == 8  # type: ignore[attr-defined]
    assert page.banners.shown() == (), "it is told once, not by every page"
    boot = running._boot
    assert isinstance(boot, FakeBoot)
    boot.refusal = None
    banner = running.window.banners.shown()[0]
    again = next(b for b in banner.findChildren(QPushButton) if b.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    settle(qtbot, running)
    assert running.window.banners.shown() == ()
    assert any("done before" in label.text() for label in page.findChildren(QLabel))


def test_a_round_takes_the_whole_window_and_gives_it_back(running: WindowApp, qtbot: QtBot) -> None:
    screen = QWidget()
    screen.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    running.window.open_round(screen, "Token bucket")
    assert screen.isVisible()
    assert not running.window.rail.isVisible()
    press(qtbot, running, Qt.Key.Key_4, _CTRL)
    running.window.go_to("history")
    assert running.window.round_widget is screen
    assert not any(command.words.startswith("Practice:") for command in running.window.commands())
    running.window.close_round()
    running.window.close_round()
    assert running.window.rail.isVisible()
    assert running.window.place == "practice"
    press(qtbot, running, Qt.Key.Key_4, _CTRL)
    assert running.window.place == "history"


def test_a_hidden_page_draws_again_only_when_it_is_shown(
    running: WindowApp, services: FakeServices, rest: Rest
) -> None:
    running.window.go_to("history")
    rest()
    running.window.go_to("practice")
    rest()
    asked: list[str] = []
    services.before = asked.append
    assert running.tools is not None
    running.tools.hub.announce(Changes(grades=True))
    running.tools.hub.announce(Changes())
    rest()
    assert asked == []
    running.window.go_to("history")
    rest()
    assert asked.count("history") == 1
    once = list(asked)
    running.window.go_to("practice")
    rest()
    running.window.go_to("history")
    rest()
    assert asked == once


@pytest.mark.slow
def test_shots_picture_every_place(running: WindowApp, qtbot: QtBot) -> None:
    written = take_shots(running, running.home.root / "shots")
    assert len(written) == 2 * 2 * (len(PLACES) + 1)
    assert all(path.stat().st_size > 5_000 for path in written)
    assert len({path.read_bytes() for path in written}) == len(written)


def test_the_binding_keeps_its_count_of_none(qapp: QApplication, qtbot: QtBot) -> None:
    import sys

    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(200):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 50
