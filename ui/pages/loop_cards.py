"""The parts of the Loop page: choosing a day, its plan, what comes next with the break's clock, and the packet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from mockint.domain.loop_shapes import SHAPES
from ui import words
from ui.theme import tabular
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, Segments, button, label, restyle

if TYPE_CHECKING:
    from mockint.app.loop_day import LoopView, SlotView

STATES: Final[Mapping[str, str]] = {
    "to_come": "To come",
    "open": "Open",
    "handed_in": "Handed in",
    "abandoned": "Given up",
    "deleted": "Deleted: a gap",
    "not_taken": "Not taken",
}
_TONES: Final[Mapping[str, str]] = {"hire": "good", "strong_hire": "good", "no_hire": "bad"}


class Card(QFrame):
    """A card with a column."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self.column.setSpacing(Space.S)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Put buttons in a row, to the left."""
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        self.column.addLayout(row)


class ChooseCard(Card):
    """Chooses the day.

    Signals:
        planned: Name of the shape, and whether the short forms are wanted.
    """

    planned = Signal(str, bool)

    def __init__(self, *, is_first: bool) -> None:
        super().__init__()
        self.column.addWidget(label("A whole interview day" if is_first else "Plan a new loop", "lead"))
        about = (
            "Rounds in a row with breaks between, as simulations: no pause, one nudge, results at the end. Then a packet "
            "with independent votes, the decision by a written rule, and what to work on. You can stop after any round "
            "and take the rest another day."
        )
        self.column.addWidget(label(about, "muted", wrap=True))
        self.shape = Segments("Shape of the day", [(shape.name, shape.title) for shape in SHAPES])
        self.form = Segments("Length of the rounds", [("full", "Full rounds"), ("short", "Short forms")])
        self.column.addWidget(self.shape)
        self.column.addWidget(self.form)
        self.preview = label("", wrap=True)
        self.column.addWidget(self.preview)
        self.go = button("Plan this day", "primary", tip="Lay the day out; nothing begins yet")
        self.go.clicked.connect(lambda: self.planned.emit(self.shape.value(), self.form.value() == "short"))
        self.add_buttons(self.go)
        self.shape.chosen.connect(lambda _: self._show())
        self.form.chosen.connect(lambda _: self._show())
        self._show()

    def _show(self) -> None:
        shape = next(one for one in SHAPES if one.name == self.shape.value())
        kinds = ", then ".join(words.kind(kind).lower() for kind in shape.kinds)
        length = "of a quarter of an hour or less where there is a short form" if self.form.value() == "short" else ""
        self.preview.setText(f"{len(shape.kinds)} rounds {length}: {kinds}.".replace("  ", " ").replace(" :", ":"))


class NowCard(Card):
    """What comes next: the break with its clock, a round to begin or to go on with."""

    def __init__(self, loop: LoopView) -> None:
        super().__init__()
        self._left_s = loop.break_left_s
        self._since = QElapsedTimer()
        self._since.start()
        self.begin = button("", "primary")
        self.stop = button("Stop for today", tip="The rest waits; take it up on any day")
        self.end = button("End this loop", tip="What was not taken stays so; the packet is made of the rest")
        self.clock = label("")
        self.clock.setProperty("type", "clock")
        self.clock.setFont(tabular(self.clock.font()))
        self.clock.setAccessibleName("Left of the break")
        self.clock.hide()
        open_, next_ = loop.open_slot, loop.next_slot
        if open_ is not None:
            self._tell(f"Round {open_.number} is open", "Its clock runs on: this is a simulation.")
            self.begin.setText(f"Go on with round {open_.number}")
            self.end.hide()
        elif next_ is not None:
            self._show_next(loop, next_)
        self.stop.setVisible(loop.state == "open")
        self.add_buttons(self.begin, self.stop, self.end)

    def _show_next(self, loop: LoopView, slot: SlotView) -> None:
        coming = f"{words.kind(slot.kind)}, {slot.minutes} minutes"
        if loop.state == "stopped":
            self._tell("Stopped for today", f"Next is round {slot.number}: {coming}.")
            self.begin.setText(f"Take it up: round {slot.number}")
            return
        self.begin.setText(f"Begin round {slot.number}")
        if self._left_s <= 0:
            self._tell(f"Next: {coming}", "Its clock starts when the round is on the screen.")
            return
        self._tell(
            "Break", f"Then round {slot.number}: {coming}. It waits for you; begin earlier or later as you like."
        )
        self.column.insertWidget(1, self.clock)
        self.clock.show()

    def _tell(self, lead: str, text: str) -> None:
        self.lead = label(lead, "lead")
        self.column.addWidget(self.lead)
        self.column.addWidget(label(text, "muted", wrap=True))

    def is_sure(self) -> bool:
        """Whether ending was asked for twice; the first time the button asks."""
        if self.end.property("role") == "danger":
            return True
        self.end.setText("End it for good?")
        self.end.setProperty("role", "danger")
        restyle(self.end)
        return False

    def tick(self) -> bool:
        """Show what is left of the break; False once it is over, or where there is none."""
        if self._left_s <= 0:
            return False
        left = max(0, round(self._left_s - self._since.elapsed() / 1000))
        self.clock.setText(f"{left // 60}:{left % 60:02d}")
        if left == 0:
            self.lead.setText("The break is over")
        return left > 0


def plan_card(loop: LoopView, show: Callable[[str], None]) -> QFrame:
    """The day, round by round, with its breaks.

    Args:
        loop: The day.
        show: Opens a round's result.
    """
    card = Card()
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 2)
    grid.setColumnStretch(2, 3)
    row = 0
    for slot in loop.slots:
        begins = "" if slot.begins is None else slot.begins.astimezone().strftime("%H:%M")
        planned = slot.state == "to_come"
        grid.addWidget(label(f"about {begins}" if planned and begins else begins, "muted"), row, 0)
        grid.addWidget(ElidedLabel(f"{slot.number}. {words.kind(slot.kind)}"), row, 1)
        hidden = slot.what or "chosen when it begins"
        grid.addWidget(ElidedLabel(hidden, "muted"), row, 2)
        grid.addWidget(label(f"{slot.minutes} min", "muted"), row, 3)
        grid.addWidget(label(STATES[slot.state], "body" if slot.state == "open" else "muted"), row, 4)
        if slot.state == "handed_in" and slot.round_id is not None:
            look = button("Show now", "quiet", tip=f"See the result of round {slot.number} before the day is over")
            look.setAccessibleName(f"Show the result of round {slot.number}")
            look.clicked.connect(lambda _checked=False, name=slot.round_id: show(name))
            grid.addWidget(look, row, 5)
        row += 1
        if slot.break_minutes:
            grid.addWidget(label(f"Break of {slot.break_minutes} minutes", "small"), row, 1)
            row += 1
    card.column.addWidget(label(f"{loop.title} \N{MIDDLE DOT} {loop.target} level", "section"))
    card.column.addLayout(grid)
    return card


class PacketCard(Card):
    """The packet on the page, with the ways to take it along."""

    def __init__(self, document: Mapping[str, Any], show: Callable[[str], None]) -> None:
        super().__init__()
        decision = document["decision"]
        days = ", ".join(document["days"]) or "not begun"
        self.column.addWidget(
            label(
                f"{document['title']} \N{MIDDLE DOT} {document['target']} level \N{MIDDLE DOT} {days}",
                "section",
                wrap=True,
            )
        )
        lead = label(decision["words"], "title")
        if decision["word"] in _TONES:
            lead.setProperty("tone", _TONES[decision["word"]])
        self.column.addWidget(lead)
        for reason in decision["reasons"]:
            self.column.addWidget(label(reason, wrap=True))
        self.pdf = button("Save as PDF...", "primary", tip="Save the packet on one page (Ctrl+S)")
        self.markdown = button("Save as Markdown...")
        self.again = button("Plan a new loop")
        self.add_buttons(self.pdf, self.markdown, self.again)
        self.column.addSpacing(Space.S)
        self.column.addWidget(label("The votes", "section"))
        self.column.addLayout(_votes(document["rounds"], show))
        self.column.addSpacing(Space.S)
        self.column.addWidget(label("What to work on", "section"))
        for action in document["work_on"]:
            self.column.addWidget(label(action["do"], wrap=True))
            more = f" Try it on {action['question']}." if action["question"] else ""
            more += f" Drill on the same skills: {action['drill']}." if action["drill"] else ""
            self.column.addWidget(label(f"{action['why']}{more}", "muted", wrap=True))
        if not document["work_on"]:
            self.column.addWidget(label("Nothing yet: no graded criterion has a next step.", "muted"))
        self.column.addSpacing(Space.S)
        for text in (document["rule"], document["round_rule"], document["uncertainty"]):
            if text:
                self.column.addWidget(label(text, "small", wrap=True))


def _votes(rows: Sequence[Mapping[str, Any]], show: Callable[[str], None]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.S)
    grid.setColumnStretch(1, 2)
    grid.setColumnStretch(2, 5)
    for at, row in enumerate(rows):
        name = label(f"{row['number']}. {words.kind(row['kind'])}")
        vote = label(f"{row['vote']}\n{row['source']}".strip(), wrap=True)
        said = [(sign, each) for sign, key in (("+", "strongest"), ("\N{EN DASH}", "weakest")) for each in row[key]]
        lines = [f"{sign} {each['criterion']} {each['words']}: {each['evidence']}" for sign, each in said]
        told = label("\n".join(lines) or row["reason"], "muted", wrap=True)
        for column, widget in enumerate((name, vote, told)):
            grid.addWidget(widget, at, column, Qt.AlignmentFlag.AlignTop)
        if row["state"] == "handed_in":
            look = button("Open", "quiet", tip=f"See round {row['number']} again")
            look.setAccessibleName(f"Open round {row['number']}")
            look.clicked.connect(lambda _checked=False, name=row["round"]: show(name))
            grid.addWidget(look, at, 3, Qt.AlignmentFlag.AlignTop)
    return grid


def past_card(loops: Sequence[LoopView], show: Callable[[str], None]) -> QFrame:
    """Other loops, newest first."""
    card = Card()
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(0, 2)
    for row, loop in enumerate(loops):
        state = {"over": "Over", "stopped": "Stopped", "open": "Under way"}[loop.state]
        grid.addWidget(ElidedLabel(loop.title), row, 0)
        grid.addWidget(label(words.moment(loop.created), "muted"), row, 1)
        grid.addWidget(label(f"{state}, {loop.done} of {len(loop.slots)} rounds", "muted"), row, 2)
        look = button("Show", "quiet", tip=f"Show the loop of {words.moment(loop.created)}")
        look.setAccessibleName(f"Show the loop of {words.moment(loop.created)}")
        look.clicked.connect(lambda _checked=False, name=loop.id: show(name))
        grid.addWidget(look, row, 3)
    card.column.addLayout(grid)
    return card
