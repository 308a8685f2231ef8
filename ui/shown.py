"""The values that mockint's own services give to the pages."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from mockint.domain.wanted import Place
from ui.settings_port import SettingValue, SettingWidget


class Row(NamedTuple):
    """A question as the list shows it."""

    ref: str
    title: str
    kind: str
    difficulty: int
    minutes: int
    short_minutes: int | None
    summary: str
    pattern: str
    skills: tuple[str, ...]
    origin: str
    seen: bool


class LeftOut(NamedTuple):
    """What could not be listed, and why."""

    file: str
    problem: str


class Shelf(NamedTuple):
    """The list of questions."""

    entries: tuple[Row, ...]
    problems: tuple[LeftOut, ...]


class Stretch(NamedTuple):
    """A phase of a round."""

    name: str
    minutes: int


class Weight(NamedTuple):
    """One line of the points that are told before the start."""

    title: str
    points: int
    says: str


class Detail(NamedTuple):
    """What the pane beside the list shows."""

    ref: str
    phases: tuple[Stretch, ...]
    measured: tuple[str, ...]
    judged: tuple[str, ...]
    levels: int
    ai_policy: str
    weights: tuple[Weight, ...] = ()


class Line(NamedTuple):
    """A round as the history shows it.

    Attributes:
        question: Its question's name; empty for a round of several.
        is_held: Its result waits for the end of the loop that it belongs to.
    """

    id: str
    title: str
    kind: str
    mode: str
    form: str
    state: str
    is_open: bool
    started: datetime | None
    verdict: str | None
    measured_bar: str | None
    source: str
    demo: bool
    question: str = ""
    is_held: bool = False


class LinesPage(NamedTuple):
    """A page of the history."""

    rounds: tuple[Line, ...]
    after: Place | None
    total: int


class Field(NamedTuple):
    """A setting as the page shows it."""

    name: str
    title: str
    text: str
    category: str
    widget: SettingWidget
    choices: tuple[tuple[str, str], ...]
    unit: str
    low: int | None
    high: int | None
    value: SettingValue


class Shut(NamedTuple):
    """How well code is kept apart."""

    strong: bool
    sentence: str


class Looked(NamedTuple):
    """The outcome of a look at the history."""

    ok: bool
    sentence: str
