"""What was handed in, read from a round's story; the same again whenever it is asked for."""

from __future__ import annotations

from mockint.domain.round import Round, RoundState
from mockint.domain.submission import Submission
from mockint.rounds import clock, states
from mockint.rounds.kind import REPLY, RoundType
from mockint.rounds.story import ItemStory, Story


def submissions(record: Round, story: Story, kind: RoundType) -> tuple[Submission, ...]:
    """A submission for each item of a round, in their order.

    Args:
        record: The round.
        story: What its journal says.
        kind: The rules of its type.

    Raises:
        RoundError: If the story has no end.
    """
    if story.ended is None:
        raise states.refused(record.state)
    elapsed = (story.ended_ms or 0) / 1000
    return tuple(
        Submission(
            round_id=record.id,
            item_id=item.id,
            submitted=story.ended,
            documents=_documents(story.item(position), kind),
            ended_by="time" if story.state is RoundState.EXPIRED else "candidate",
            elapsed_s=elapsed,
            overtime_s=clock.overtime_s(elapsed, clock.Rules(record.mode, record.planned_s)),
            hints_used=len(story.item(position).hints),
        )
        for position, item in enumerate(record.items)
    )


def _documents(item: ItemStory, kind: RoundType) -> dict[str, str]:
    """The documents of an item that are handed in, those of the round's type first."""
    names = kind.submitted_documents
    if kind.takes_files:
        written = item.documents.items()
        names += tuple(sorted(name for name, text in written if text and name not in names and name != REPLY))
    return {name: item.documents.get(name, "") for name in names}
