"""The grader for a reply that the user brings from elsewhere: the whole prompt to copy, and the pasted JSON, validated alike."""

from __future__ import annotations

import random
import threading

from mockint.domain.judgement import Source, Ungraded
from mockint.domain.reading import Reading
from mockint.graders.base import GraderName, Outcome, Step, Told
from mockint.graders.guards import marks
from mockint.graders.nothing import lowest
from mockint.graders.prompt import PROMPT_VERSION, SYSTEM, answer_turn, question_blocks, shape_words
from mockint.graders.reply import BadReplyError, read_reply
from mockint.graders.runs import Checker, combined

LABEL = "Pasted reply"
_MOST_CHARACTERS = 200_000


def prompt_to_copy(reading: Reading, rng: random.Random) -> str:
    """Everything that a reader elsewhere needs, in one text."""
    turn = answer_turn(reading, marks(reading), reading.asked, rng)
    return "\n\n".join((SYSTEM, *question_blocks(reading), turn, shape_words())) + "\n"


class PasteGrader:
    """Judges by a reply that was pasted.

    Args:
        pasted: What the user brought: the JSON, with or without the words around it.
    """

    def __init__(self, pasted: str) -> None:
        self._pasted = pasted

    @property
    def name(self) -> GraderName:
        """The name by which it is chosen."""
        return "paste"

    @property
    def source(self) -> Source:
        """What its levels count as."""
        return "paste"

    def grade(self, reading: Reading, told: Told, cancel: threading.Event) -> Outcome:  # noqa: ARG002 - nothing to wait for
        """Judge every criterion that is asked."""
        noticed = marks(reading)
        nothing = next((mark for mark in noticed if mark.decides), None)
        if nothing is not None:
            judgements = tuple(lowest(criterion, nothing, self.source) for criterion in reading.asked)
            return Outcome(judgements, noticed, LABEL)
        checker = Checker(reading, noticed, self.source)
        try:
            replies = read_reply(_json_in(self._pasted), reading.asked)
        except BadReplyError as fault:
            reason = (
                f"The pasted reply could not be used: {fault} Copy the prompt again, and paste the whole JSON object."
            )
            return Outcome(tuple(Ungraded(criterion=c, reason=reason) for c in reading.asked), noticed, LABEL)
        judgements_ = combined(reading.asked, [{c: checker.judged(r) for c, r in replies.items()}], 1, "")
        told(Step("Done.", judgements_))
        return Outcome(judgements_, noticed, LABEL, prompt_version=PROMPT_VERSION)


def _json_in(text: str) -> str:
    """What stands from the first brace to the last one: chats put words or a fence around it."""
    text = text[:_MOST_CHARACTERS]
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text
