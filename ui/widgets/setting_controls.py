"""A control for each kind of setting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QDoubleSpinBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from ui import icons
from ui.theme import Theme
from ui.widgets.parts import Segments, button

if TYPE_CHECKING:
    from ui.settings_port import SettingField, SettingValue

_FEW = 4
_MANY = 1_000_000
Changed = Callable[["SettingValue"], None]


def control_for(field: SettingField, changed: Changed) -> QWidget:
    """The control that shows a field's value and tells when the user changed it."""
    makers: dict[str, Callable[[SettingField, Changed], QWidget]] = {
        "choice": _choice,
        "switch": _switch,
        "number": _number,
        "date": _date,
    }
    return makers.get(field.widget, _text)(field, changed)


class QuietComboBox(QComboBox):
    """A combo box that the wheel does not change by accident."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class NameControl(QuietComboBox):
    """A name from a list that may come later; any other can be typed.

    Signals:
        list_wanted: The user opens the list.
    """

    list_wanted = Signal()

    def __init__(self, theme: Theme, value: str, changed: Changed) -> None:
        super().__init__()
        self._theme = theme
        self._changed = changed
        self._kept = value
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(26)
        self.addItem(value)
        self.setEditText(value)
        line = self.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._tell)
        self._arrow = line.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._arrow.setToolTip("Show the names that the server lists")
        self._arrow.triggered.connect(self.showPopup)
        self._draw()
        theme.changed.connect(self._draw)
        self.activated.connect(lambda _index: self._tell())

    def set_names(self, names: Sequence[str]) -> None:
        """Offer these names besides the one that is chosen; what stands in the line stays."""
        text = self.currentText()
        with QSignalBlocker(self):
            self.clear()
            self.addItems(list(dict.fromkeys((*names, self._kept))))
            self.setCurrentIndex(self.findText(text))
            self.setEditText(text)

    def showPopup(self) -> None:
        """Open the list, and say that it was opened."""
        self.list_wanted.emit()
        super().showPopup()

    def _draw(self) -> None:
        self._arrow.setIcon(icons.icon("chevron", self._theme.look.colours.muted))

    def _tell(self) -> None:
        text = self.currentText().strip()
        if text != self._kept:
            self._kept = text
            self._changed(text)


class DateControl(QWidget):
    """A date or none."""

    def __init__(self, value: date | None, changed: Changed) -> None:
        super().__init__()
        self._changed = changed
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.edit = QDateEdit()
        self.edit.setDisplayFormat("dd MMM yyyy")
        self.edit.setKeyboardTracking(False)
        self.set_date = button("Set a date")
        self.clear = button("Clear", "quiet", tip="No date")
        for widget in (self.clear, self.edit, self.set_date):
            row.addWidget(widget)
        self.setFocusProxy(self.set_date if value is None else self.edit)
        self.edit.setDate(
            QDate.currentDate().addDays(28) if value is None else QDate(value.year, value.month, value.day)
        )
        self._show(has_date=value is not None)
        self.set_date.clicked.connect(self._begin)
        self.clear.clicked.connect(self._none)
        self.edit.dateChanged.connect(self._tell)

    def setAccessibleName(self, name: str) -> None:
        """Name the parts as well."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)
        self.set_date.setAccessibleName(f"{name}: set a date")
        self.clear.setAccessibleName(f"{name}: clear")

    def value(self) -> date | None:
        """The date that is shown."""
        if self.edit.isHidden():
            return None
        day = self.edit.date()
        return date(day.year(), day.month(), day.day())

    def _begin(self) -> None:
        self._show(has_date=True)
        self.edit.setFocus()
        self._tell()

    def _none(self) -> None:
        self._show(has_date=False)
        self.set_date.setFocus()
        self._tell()

    def _tell(self) -> None:
        self._changed(self.value())

    def _show(self, *, has_date: bool) -> None:
        self.edit.setVisible(has_date)
        self.clear.setVisible(has_date)
        self.set_date.setVisible(not has_date)


def _choice(field: SettingField, changed: Changed) -> QWidget:
    if len(field.choices) <= _FEW:
        segments = Segments(field.title, field.choices, str(field.value))
        segments.chosen.connect(changed)
        segments.setFocusProxy(segments.segment(segments.value()))
        return segments
    box = QuietComboBox()
    for value, title in field.choices:
        box.addItem(title, value)
    box.setCurrentIndex(max(0, box.findData(field.value)))
    box.activated.connect(lambda _index: changed(box.currentData()))
    return box


def _switch(field: SettingField, changed: Changed) -> QWidget:
    segments = Segments(field.title, (("on", "On"), ("off", "Off")), "on" if field.value else "off")
    segments.chosen.connect(lambda chosen: changed(chosen == "on"))
    segments.setFocusProxy(segments.segment(segments.value()))
    return segments


def _number(field: SettingField, changed: Changed) -> QWidget:
    low, high = -_MANY if field.low is None else field.low, _MANY if field.high is None else field.high
    box: QSpinBox | QDoubleSpinBox
    if isinstance(field.value, float):
        box = QDoubleSpinBox()
        box.setRange(low, high)
        box.setValue(field.value)
    else:
        box = QSpinBox()
        box.setRange(low, high)
        box.setValue(int(str(field.value)))
    box.setSuffix(f" {field.unit}" if field.unit else "")
    box.setKeyboardTracking(False)
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setMinimumWidth(72)
    box.valueChanged.connect(changed)
    return box


def _date(field: SettingField, changed: Changed) -> QWidget:
    return DateControl(field.value if isinstance(field.value, date) else None, changed)


def _text(field: SettingField, changed: Changed) -> QWidget:
    entry = QLineEdit("" if field.value is None else str(field.value))
    entry.setMinimumWidth(220)
    entry.editingFinished.connect(lambda: changed(entry.text()) if entry.isModified() else None)
    return entry
