"""Each kind of setting has a control that shows its value and tells what the user makes of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from mockint.settings.model import describe
from mockint.settings.store import Settings, values_of
from ui.settings_port import SettingValue
from ui.shown import Field
from ui.widgets.parts import Segments
from ui.widgets.setting_controls import control_for

INFOS = {info.name: info for info in describe() if info.category}
VALUES = values_of(Settings())


def field_of(name: str) -> Field:
    info = INFOS[name]
    choices = tuple(info.choices.items())
    return Field(
        name, info.title, info.text, info.category, info.widget, choices, info.unit, info.low, info.high, VALUES[name]
    )


def test_a_sum_of_money_has_cents(qtbot: QtBot) -> None:
    told: list[SettingValue] = []
    box = control_for(field_of("monthly_cap_usd"), told.append)
    assert isinstance(box, QDoubleSpinBox)
    qtbot.addWidget(box)
    assert (box.value(), box.minimum(), box.maximum(), box.suffix()) == (10.0, 0.0, 10_000.0, " USD")
    box.selectAll()
    qtbot.keyClicks(box, box.locale().toString(2.5, "f", 2))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told == [2.5]


def test_a_whole_number_stays_one(qtbot: QtBot) -> None:
    box = control_for(field_of("editor_font_size"), lambda _: None)
    qtbot.addWidget(box)
    assert isinstance(box, QSpinBox)
    assert box.value() == 11


def test_a_text_is_told_when_it_is_done(qtbot: QtBot) -> None:
    told: list[SettingValue] = []
    entry = control_for(field_of("base_url"), told.append)
    assert isinstance(entry, QLineEdit)
    qtbot.addWidget(entry)
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert told == []
    qtbot.keyClicks(entry, "http://localhost:8080")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert told == ["http://localhost:8080"]


@pytest.mark.parametrize("name", [name for name, info in INFOS.items() if info.widget == "choice"])
def test_every_choice_can_be_chosen_the_empty_one_too(qtbot: QtBot, name: str) -> None:
    told: list[SettingValue] = []
    control = control_for(field_of(name), told.append)
    assert isinstance(control, Segments)
    qtbot.addWidget(control)
    assert control.value() == VALUES[name]
    for value in reversed(INFOS[name].choices):
        control.segment(value).click()
    assert told == list(reversed(INFOS[name].choices))
