"""Settings, as a user: every control keeps what is chosen, and a refusal is told."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from mockint.errors import BadInputError
from tests.gui.conftest import Launch, Opened, named
from tests.helpers.fake_services import FakeServices, Looked
from ui.application import WindowApp
from ui.pages.settings import SettingsPage

Rest = Callable[[], None]


@pytest.fixture
def opened(running: WindowApp) -> Opened:
    made = Opened()
    assert running.tools is not None
    running.tools = running.tools._replace(open_url=made)
    return made


@pytest.fixture
def page(running: WindowApp, opened: Opened, rest: Rest) -> SettingsPage:
    running.window.go_to("settings")
    rest()
    found = running.window.page("settings")
    assert isinstance(found, SettingsPage)
    return found


def test_every_field_has_its_control_title_and_text(page: SettingsPage, services: FakeServices) -> None:
    assert list(page.controls) == [field.name for field in services.fields]
    shown = [label.text() for label in page.findChildren(QLabel)]
    for field in services.fields:
        assert field.title in shown
        assert field.text in shown
        assert page.controls[field.name].accessibleName() == field.title
    assert "Code you run is shut in." in shown


def test_a_choice_a_switch_and_a_number_are_kept(
    page: SettingsPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    qtbot.mouseClick(named(page, "Target level: Staff"), Qt.MouseButton.LeftButton)
    rest()
    qtbot.mouseClick(named(page, "Phase guide: Off"), Qt.MouseButton.LeftButton)
    rest()
    spin = page.controls["editor_font_size"]
    assert isinstance(spin, QSpinBox)
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, "18")
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    rest()
    assert (services.value("target_level"), services.value("phase_guide"), services.value("editor_font_size")) == (
        "staff",
        False,
        18,
    )


def test_a_date_is_set_changed_and_cleared(
    page: SettingsPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    qtbot.mouseClick(named(page, "Interview date: set a date"), Qt.MouseButton.LeftButton)
    rest()
    assert isinstance(services.value("interview_date"), date)
    page.controls["interview_date"].edit.setDate(date(2026, 4, 1))  # type: ignore[attr-defined]
    rest()
    assert services.value("interview_date") == date(2026, 4, 1)
    qtbot.mouseClick(named(page, "Interview date: clear"), Qt.MouseButton.LeftButton)
    rest()
    assert services.value("interview_date") is None


def test_the_theme_changes_at_once_and_at_the_next_start(
    page: SettingsPage, running: WindowApp, qtbot: QtBot, rest: Rest, launch: Launch
) -> None:
    qtbot.mouseClick(named(page, "Theme: Dark"), Qt.MouseButton.LeftButton)
    rest()
    assert running.theme.look.dark
    assert launch().theme.look.dark


def test_the_keyboard_stays_on_the_control_that_was_changed(page: SettingsPage, qtbot: QtBot, rest: Rest) -> None:
    control = named(page, "Target level: Senior")
    control.setFocus()
    qtbot.keyClick(control, Qt.Key.Key_Right)
    rest()
    focused = page.window().focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Target level: Staff"


def test_a_value_that_is_refused_is_told_and_put_back(
    page: SettingsPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    services.fail["change_setting"] = BadInputError("The settings file cannot be written; the setting is as it was.")
    qtbot.mouseClick(named(page, "Target level: Junior"), Qt.MouseButton.LeftButton)
    rest()
    rest()
    assert "cannot be written" in page.banners.shown()[0].text
    qtbot.waitUntil(lambda: page.controls["target_level"].value() == "senior")  # type: ignore[attr-defined]


def test_the_data_folder_is_shown_and_opened(
    page: SettingsPage, running: WindowApp, opened: Opened, qtbot: QtBot
) -> None:
    assert any(label.text() == str(running.home.root) for label in page.findChildren(QLabel))
    qtbot.mouseClick(page.folder, Qt.MouseButton.LeftButton)
    assert opened.urls[0].toLocalFile() == str(running.home.root)
    opened.answer = False
    qtbot.mouseClick(page.folder, Qt.MouseButton.LeftButton)
    assert "Nothing on this machine opened" in page.banners.shown()[0].text


@pytest.mark.parametrize(("ok", "tone"), [(True, "good"), (False, "error")])
def test_the_history_is_checked(
    page: SettingsPage, services: FakeServices, qtbot: QtBot, rest: Rest, *, ok: bool, tone: str
) -> None:
    services.looked = Looked(ok, "What was found.")
    qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)
    rest()
    assert [(banner.tone, banner.text) for banner in page.banners.shown()] == [(tone, "What was found.")]
