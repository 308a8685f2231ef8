"""Which rounds of a history are asked for, and where a list that is read a page at a time goes on."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Wanted(NamedTuple):
    """What a round must be to be listed; what is left as it is here asks for nothing.

    Attributes:
        search: Words that must each stand in a question's name or title, in what was handed in or in the feedback on
            it; no language of its own. Those of one or two letters are looked for in names and titles alone.
        kinds: Its kind is one of these; None for any.
        states: It stands in one of these states; None for any.
        is_open: Whether one can still work on it.
        graded: Whether a question of it has a verdict; False also for a round that was not handed in.
        verdicts: A question of it has one of these verdicts, as ``hire``; None for any.
        since: It was made at this moment or later.
        until: It was made before this moment.
        question: It has this question, by its id or by its name as ``coding/token-bucket``.
        demo: Whether it is made up for the demonstration.
    """

    search: str = ""
    kinds: tuple[str, ...] | None = None
    states: tuple[str, ...] | None = None
    is_open: bool | None = None
    graded: bool | None = None
    verdicts: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    question: str = ""
    demo: bool | None = None


EVERYTHING = Wanted()
"""No round is left out."""


class Place(NamedTuple):
    """A round's place in the list, newest first; it stays when rounds before it come or go."""

    created: datetime
    id: str
