"""What rejections spoke of, each gap with the question that closes it best."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from mockint.app.readiness import Situation
from mockint.app.target_json import gap_document, gaps_of
from mockint.bank.catalog import Entry
from mockint.readiness.gaps import Gap, Heard
from mockint.readiness.observations import speaks, strengths


class Closing(NamedTuple):
    """A gap that was heard, and the next round for it.

    Attributes:
        company: That said so, in an interview held on `held`.
        entry: The question; None where there is none of its kinds.
    """

    heard: Heard
    company: str
    held: date
    entry: Entry | None


def closings(here: Situation) -> tuple[Closing, ...]:
    """The gaps of all rejections, the newest first, each once."""
    return tuple(
        Closing(heard, interview.company, interview.held, _question(here, heard.gap))
        for interview, heard in gaps_of(here.interviews)
    )


def closing_document(one: Closing) -> dict[str, Any]:
    """A gap with what closes it, for a script."""
    question = None if one.entry is None else one.entry.ref
    return {**gap_document(one.heard), "company": one.company, "date": one.held.isoformat(), "question": question}


def _question(here: Situation, gap: Gap) -> Entry | None:
    """Of the first of the gap's kinds that there are questions of: the one that speaks most for its skills, new if can be."""
    for kind in gap.kinds:
        entries = [entry for entry in here.entries if entry.kind == kind and kind in here.rubrics]
        fresh = [entry for entry in entries if entry.id not in here.met] or entries
        if fresh:
            rubric = here.rubrics[kind]

            def worth(entry: Entry) -> float:
                spoken = strengths(speaks(rubric, entry.skills))  # noqa: B023 -- called at once
                return sum(spoken.get(skill, 0.0) for skill in gap.skills)

            return max(fresh, key=worth)
    return None
