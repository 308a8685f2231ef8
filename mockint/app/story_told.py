"""Measures what the telling of a story left out: what the story of the bank says, against the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from mockint.domain.ids import ItemId
from mockint.domain.measurement import Measurement
from mockint.domain.story_text import read_stories
from mockint.domain.user_story import STORY, STORY_PARTS
from mockint.errors import BadInputError
from mockint.graders.told import PartTold, told_parts

_SHOWN: Final = 3
_LONGEST: Final = 240
_TITLES: Final = {part.name: part.title for part in STORY_PARTS}


def measure_told(story: str, answer: str, *, item_id: ItemId, made: datetime) -> Measurement:
    """What an answer says of a story, part by part and by words alone; it sets no level.

    Args:
        story: The story as the round keeps it, in Markdown.
        answer: The candidate's own words, what they said to the interviewer with them.
        item_id: The item that was answered.
        made: When this was measured (UTC).
    """
    try:
        read = read_stories(story).stories[0]
    except BadInputError as fault:
        return Measurement(
            item_id=item_id,
            name=STORY,
            made=made,
            data={"left_out": []},
            sentence=f"The story beside your answer is not one that can be compared. {fault.what}",
        )
    parts = told_parts({part.name: read.parts.get(part.name, "") for part in STORY_PARTS}, answer)
    return Measurement(
        item_id=item_id,
        name=STORY,
        made=made,
        data={
            "id": read.id,
            "title": read.title,
            "parts": [{"part": one.name, "state": one.state, "missing": list(one.missing)} for one in parts],
            "left_out": [_left_out(one) for one in parts if one.missing],
        },
        sentence=f"Your answer against your story '{read.title}', by words alone: {_summary(parts)}.",
    )


def _summary(parts: tuple[PartTold, ...]) -> str:
    if not parts:
        return "the story has no text yet"
    words = {"told": "told", "in part": "told in part", "not found": "not found"}
    told = {state: [_TITLES[one.name].lower() for one in parts if one.state == state] for state in words}
    return "; ".join(f"{words[state]}: {', '.join(names)}" for state, names in told.items() if names)


def _left_out(part: PartTold) -> str:
    """The first sentences of a part that were not found, in the story's own words."""
    shown = [f"'{_cut(one)}'" for one in part.missing[:_SHOWN]]
    more = len(part.missing) - _SHOWN
    return f"{_TITLES[part.name]}, not found in your answer: {' '.join(shown)}" + (
        f" and {more} more" if more > 0 else ""
    )


def _cut(sentence: str) -> str:
    flat = " ".join(sentence.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rstrip()} ..."
