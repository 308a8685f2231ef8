"""The line at the top of a round: what it is, the clock, the phase guide, and the two ways out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from mockint.rounds.phases import Stretch
from ui.theme import Theme, tabular
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, button, clear_layout, restyle

WARN_S = 600.0
URGENT_S = 120.0
_LEAST_TITLE = 200
"""Pixels at 100 % under which a title says too little."""
_CHIP_PADDING = 2 * Space.M + 6
"""What a chip takes beside its word, which grows a little when it is bold."""


class RoundHeader(QWidget):
    """Title, clock, phases, Pause and End.

    Signals:
        phase_chosen: Name of the phase that the candidate went to.
        pause_wanted: Stop the clock, or let it run again.
        end_wanted: Leave or end the round.
    """

    phase_chosen = Signal(str)
    pause_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, theme: Theme, title: str, rules: str, plan: Sequence[Stretch], *, can_pause: bool) -> None:
        super().__init__()
        self.setObjectName("roundhead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        name = ElidedLabel(title, "lead")
        row.addWidget(name, 3)
        self._rules = ElidedLabel(rules, "muted")
        row.addWidget(self._rules, 2)
        self._rules.setVisible(not theme.look.roomy)
        self.clock = QLabel("0:00")
        self.clock.setProperty("type", "clock")
        self.clock.setAccessibleName("Time left")
        self.clock.setFont(tabular(self.clock.font()))
        self.clock.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.clock.setMinimumWidth(theme.look.px(112))
        self._phases: dict[str, QPushButton] = {}
        self._is_guide_shown = True
        self._phase, self._is_short = "", False
        self._least_title = theme.look.px(_LEAST_TITLE)
        self._guide = QHBoxLayout()
        self._guide.setSpacing(0)
        self.set_plan(plan)
        row.addLayout(self._guide)
        row.addWidget(self.clock)
        self.pause = button("Pause", tip="Stop the clock (Ctrl+P)")
        self.end = button("End", tip="Leave or give up this round (Ctrl+E)")
        self.pause.clicked.connect(self.pause_wanted)
        self.end.clicked.connect(self.end_wanted)
        row.addWidget(self.pause)
        self.pause.setVisible(can_pause)  # not before it has a parent: it would be a window of its own for a moment
        row.addWidget(self.end)

    def set_plan(self, plan: Sequence[Stretch]) -> None:
        """Offer the phases of a plan, in place of those that are there."""
        if list(self._phases) == [stretch.name for stretch in plan]:
            return  # another question by the same plan
        clear_layout(self._guide)
        self._phases.clear()
        for stretch in plan:
            part = button(stretch.name, "chip", tip=f"{stretch.name}: {stretch.advice}")
            part.setAccessibleName(f"Phase {stretch.name}")
            part.clicked.connect(lambda _checked=False, chosen=stretch.name: self.phase_chosen.emit(chosen))
            self._guide.addWidget(part)
            if not self._is_guide_shown:
                part.hide()
            self._phases[stretch.name] = part
        self._name_phases()

    def show_guide(self, *, shown: bool) -> None:
        """Show the phases, or leave them out for who does not want them."""
        self._is_guide_shown = shown
        for part in self._phases.values():
            part.setVisible(shown)

    def show_time(self, remaining_s: float) -> None:
        """Show what is left; below zero it is overtime."""
        self.clock.setText(clock_text(remaining_s))
        tone = "bad" if remaining_s <= URGENT_S else "warn" if remaining_s <= WARN_S else ""
        if self.clock.property("tone") != tone:
            self.clock.setProperty("tone", tone)
            restyle(self.clock)
        left = "Overtime" if remaining_s < 0 else "Time left"
        self.clock.setToolTip(left)

    def show_phase(self, name: str) -> None:
        """Mark where the guide stands."""
        if name != self._phase:
            self._phase = name
            self._name_phases()
        for phase, part in self._phases.items():
            active = phase == name
            if part.property("active") != active:
                part.setProperty("active", active)
                restyle(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the phases leave no room for the title, number all of them but the one that is on."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        shown = [part for part in self._phases.values() if not part.isHidden()]
        names = sum(metrics.horizontalAdvance(name) + _CHIP_PADDING for name in self._phases) if shown else 0
        others = sum(part.sizeHint().width() + Space.M for part in (self.clock, self.pause, self.end))
        is_short = self.width() - names - others - 3 * Space.L < self._least_title
        if is_short != self._is_short:
            self._is_short = is_short
            self._name_phases()

    def _name_phases(self) -> None:
        for number, (name, part) in enumerate(self._phases.items(), start=1):
            part.setText(str(number) if self._is_short and name != self._phase else name)

    def show_paused(self, *, paused: bool) -> None:
        """Offer what can be done now."""
        self.pause.setText("Resume" if paused else "Pause")
        self.pause.setToolTip("Let the clock run again (Ctrl+P)" if paused else "Stop the clock (Ctrl+P)")

    def freeze(self) -> None:
        """Nothing here can be done any more."""
        for widget in (self.pause, self.end, *self._phases.values()):
            widget.setEnabled(False)


def clock_text(remaining_s: float) -> str:
    """Minutes and seconds; overtime with a plus. A full second is shown until it has passed."""
    whole = int(-(-remaining_s // 1)) if remaining_s > 0 else int(-remaining_s)
    text = f"{whole // 60}:{whole % 60:02d}"
    return text if remaining_s > 0 or whole == 0 else f"+{text}"
