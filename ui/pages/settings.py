"""Settings: one row for each field of the settings model, then what this machine and this installation are like."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

import mockint
from mockint.domain.changes import Changes
from ui.pages.model_settings import ModelSettings
from ui.pages.page import Page, Tools
from ui.tokens import Space
from ui.widgets.parts import button, clear_layout, label
from ui.widgets.setting_controls import NameControl, control_for

if TYPE_CHECKING:
    from mockint.app.model_setup import ModelSetup
    from mockint.errors import KnownError
    from ui.pages.model_calls import ModelCallsView
    from ui.services_port import CheckResult, Isolation, Services
    from ui.settings_port import SettingField, SettingValue

_WIDTH = 760
_MODEL_CATEGORY = "Grading"
_TURN_MS = 5
"""Long enough for the window to do what waits."""
_NAMES = frozenset({"model", "openai_model"})


class _Shown(NamedTuple):
    """What the page shows."""

    fields: Sequence[SettingField]
    isolation: Isolation
    models: ModelSetup


class SettingsPage(Page):
    """Every setting takes effect as it is changed; a value that is refused is told and the old one put back.

    Signals:
        setting_changed: Name and value of a setting that was kept.
    """

    setting_changed = Signal(str, object)

    title = "Settings"
    watches = Changes(settings=True)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.controls: dict[str, QWidget] = {}
        self._values: dict[str, SettingValue] = {}
        self._calls: ModelCallsView | None = None
        self.models = ModelSettings(tools)
        self.models.setParent(self)
        self.models.hide()
        self.models.failed.connect(lambda fault: self.banners.tell_error(fault, key="models"))
        self.models.names_found.connect(self._offer_names)
        self.models.calls_wanted.connect(self._show_calls)
        self.folder = button("Open folder", tip="Show the data folder")
        self.check = button("Check the history", tip="Look over the history file")
        self.folder.clicked.connect(self._open_folder)
        self.check.clicked.connect(self._check)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setObjectName("scrolled")
        row = QHBoxLayout(holder)
        row.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        self._body = QWidget()
        self._body.setMaximumWidth(tools.theme.look.px(_WIDTH))
        row.addWidget(self._body, 10)
        row.addStretch(1)
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(Space.S)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(Space.S)
        self._rows.addLayout(self._fields)
        self._machine = label("", "muted", wrap=True)
        self._rows.addWidget(self._fact("Where code runs", "Isolation", self._machine))
        where = label(str(tools.home.root), "muted", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rows.addWidget(self._fact("Data", "Data folder", where, self.check, self.folder))
        self._rows.addWidget(self._fact("About", f"mockint {mockint.__version__}", label(_ABOUT, "muted", wrap=True)))
        self._rows.addStretch(1)
        scroll.setWidget(holder)
        self._stack = QStackedLayout()
        self.column.addLayout(self._stack, 1)
        self._stack.addWidget(scroll)  # not before the stack has a parent: it would be a window of its own for a moment

    def preferred_focus(self) -> QWidget | None:
        """The first control."""
        return next(iter(self.controls.values()), self.check)

    def load(self) -> None:
        """Ask for the settings and what the machine can do."""
        # Shown in a turn of its own: with the page's first drawing in one turn it would hold the window up.
        self.ask(_ask, lambda shown: QTimer.singleShot(_TURN_MS, self, partial(self._show, shown)))

    def _show(self, shown: _Shown) -> None:
        values = {field.name: field.value for field in shown.fields}
        self._machine.setText(shown.isolation.sentence)
        QTimer.singleShot(_TURN_MS, self, partial(self.models.load, shown.models))
        if values == self._values:
            return  # what the user sees is what is kept; rebuilding would take the keyboard away
        focus = self.window().focusWidget()
        holders = (name for name, control in self.controls.items() if focus is not None and _holds(control, focus))
        focused = next(holders, "")
        self._values = values
        self.controls.clear()
        self._fields.removeWidget(self.models)
        clear_layout(self._fields)
        category = ""
        for field in shown.fields:
            if field.category != category:
                if category == _MODEL_CATEGORY:
                    QTimer.singleShot(_TURN_MS, self, partial(self._place_models, self._fields.count()))
                if category:
                    self._fields.addSpacing(Space.M)
                category = field.category
                self._fields.addWidget(label(category, "section"))
            self._fields.addWidget(self._field_card(field))
        if focused in self.controls:
            self.controls[focused].setFocus()
        elif focus is self.check:
            next(iter(self.controls.values()), self.check).setFocus()

    def _place_models(self, at: int) -> None:
        """Put the models' part in, in a turn of its own: all of the page at once would hold the window up."""
        if self._fields.indexOf(self.models) < 0:
            self._fields.insertWidget(at, self.models)
            self.models.show()

    def _field_card(self, field: SettingField) -> QWidget:
        control = self._control(field)
        control.setAccessibleName(field.title)
        control.setAccessibleDescription(field.text)
        control.setToolTip(field.text)
        self.controls[field.name] = control
        return _card(field.title, label(field.text, "muted", wrap=True), control)

    def _control(self, field: SettingField) -> QWidget:
        def changed(value: SettingValue) -> None:
            self._change(field.name, value)

        if field.name not in _NAMES:
            return control_for(field, changed)
        made = NameControl(self.tools.theme, str(field.value), changed)
        made.list_wanted.connect(self.models.look_for_names)
        return made

    def _offer_names(self, names: Sequence[str]) -> None:
        """Put the server's names into the list of the model that is asked."""
        chosen = "openai_model" if self._values.get("grader") == "openai" else "model"
        control = self.controls.get(chosen)
        if isinstance(control, NameControl):
            control.set_names(names)

    def _show_calls(self) -> None:
        from ui.pages.model_calls import ModelCallsView

        if self.models.setup is None:
            return
        if self._calls is None:
            self._calls = ModelCallsView(self.tools)
            self._calls.closed.connect(self._hide_calls)
            self._stack.addWidget(self._calls)
        self._stack.setCurrentWidget(self._calls)
        self._calls.open(self.models.setup)

    def _hide_calls(self) -> None:
        self._stack.setCurrentIndex(0)
        self.models.show_calls.setFocus()

    def _fact(self, section: str, title: str, content: QWidget, *controls: QWidget) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(label(section, "section"))
        column.addWidget(_card(title, content, *controls))
        return holder

    def _change(self, name: str, value: SettingValue) -> None:
        def keep(_: None) -> None:
            self.banners.clear("setting")
            self._values[name] = value
            self.setting_changed.emit(name, value)
            self.tools.hub.announce(Changes(settings=True))

        def refused(fault: KnownError) -> None:
            self.banners.tell_error(fault, key="setting")
            self._values = {}
            self.load()

        self.tools.tasks.store(
            lambda services: services.change_setting(name, value),
            self,
            keep,
            refused,
        )

    def _open_folder(self) -> None:
        if not self.tools.open_url(QUrl.fromLocalFile(str(self.tools.home.root))):
            self.banners.tell("warn", f"Nothing on this machine opened the folder {self.tools.home.root}", key="folder")

    def _check(self) -> None:
        self.ask(lambda services: services.check_history(), self._checked, words="Checking the history", key="check")

    def _checked(self, result: CheckResult) -> None:
        self.banners.tell("good" if result.ok else "error", result.sentence, key="check")


_ABOUT = (
    "Rehearses the AI engineer's interview loop on your own machine. Nothing leaves it unless you set up a grader "
    "that runs elsewhere."
)


def _card(title: str, content: QWidget, *controls: QWidget) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    row = QHBoxLayout(card)
    row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
    row.setSpacing(Space.S)
    lines = QVBoxLayout()
    lines.setSpacing(2)
    lines.addWidget(label(title))
    lines.addWidget(content)
    row.addLayout(lines, 1)
    row.addSpacing(Space.L)
    for control in controls:
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    return card


def _holds(control: QWidget, focus: QWidget) -> bool:
    return control is focus or control.isAncestorOf(focus)


def _ask(services: Services) -> _Shown:
    return _Shown(services.settings(), services.isolation(), services.models())
