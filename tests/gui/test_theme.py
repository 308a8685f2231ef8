"""The visual language: contrast, themes, type that grows, icons."""

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui import icons
from ui.stylesheet import stylesheet
from ui.theme import Theme, system_scale, tabular
from ui.tokens import DARK, LIGHT, TEXT_PAIRS, Colours


def _luminance(colour: str) -> float:
    channels = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_stands_out(scheme: Colours, text: str, ground: str) -> None:
    lights = sorted((_luminance(getattr(scheme, text)), _luminance(getattr(scheme, ground))))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


def test_the_theme_can_be_forced_and_tells(theme: Theme, qtbot: QtBot, qapp: QApplication) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.look.dark
    assert DARK.surface in qapp.styleSheet()
    with qtbot.waitSignal(theme.changed):
        theme.choose("light")
    assert LIGHT.surface in qapp.styleSheet()
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose("light")


def test_type_grows_with_the_system_font(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("Practice")
    qtbot.addWidget(label)
    label.ensurePolished()
    small = label.sizeHint().width()
    theme.set_scale(2.0)
    label.ensurePolished()
    assert label.sizeHint().width() >= 1.8 * small
    huge = QFont()
    huge.setPixelSize(90)
    assert system_scale(huge) == 2.0
    huge.setPixelSize(6)
    assert system_scale(huge) == 1.0


def test_the_stylesheet_has_no_hole() -> None:
    for scheme in (LIGHT, DARK):
        assert "$" not in stylesheet(scheme, 1.5)


def test_clock_figures_have_one_width() -> None:
    font = tabular(QFont("Inter"))
    assert font.featureValue(QFont.Tag("tnum")) == 1


@pytest.mark.parametrize("name", icons.NAMES)
def test_every_icon_draws_something(name: str, qapp: QApplication) -> None:
    drawn = icons.pixmap(name, "#ff0000", 20, 1).toImage()
    seen = {drawn.pixelColor(x, y).alpha() > 128 for x in range(20) for y in range(20)}
    assert seen == {True, False}
    assert not icons.icon(name, "#ff0000").isNull()


def test_an_unknown_drawing_command_is_a_bug() -> None:
    with pytest.raises(ValueError, match="X"):
        icons.path("X 1 2")
