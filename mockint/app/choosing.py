"""Which questions a round asks: the one that was named, or several that are chosen from the bank's headers."""

from __future__ import annotations

from typing import Final

from mockint.app import catalogue
from mockint.app.services import Services
from mockint.bank.catalog import KIND_FOLDERS
from mockint.domain.ids import QuestionId, QuestionRef
from mockint.domain.round import Form, RoundState
from mockint.domain.wanted import Wanted
from mockint.errors import BadInputError
from mockint.history.store import Store
from mockint.rounds.choice import Offered, choose
from mockint.rounds.take_home import TAKE_HOME

BEHAVIORAL: Final = "behavioral"
"""The kind of round that can have several questions, named in place of a question."""
USUAL: Final = 4
FEWEST, MOST = 2, 5
ROUND_MINUTES: Final = 40
_BETWEEN_MINUTES: Final = 2
"""Between two questions: to read the next one and to find its story."""
_LATELY: Final = 12
"""So many questions that were asked last come after all others: three rounds of four."""


def is_kind(name: str) -> bool:
    """Whether a kind of round is named in place of a question."""
    return name in KIND_FOLDERS


def chosen(services: Services, kind: str, form: Form, count: int | None, seed: int) -> tuple[QuestionRef, ...]:
    """The questions of a round of a kind; the short form has one.

    Args:
        services: The list of questions, and the history for what was asked lately.
        kind: The kind that was named.
        form: The whole round, or one question of it.
        count: How many; None for the usual number.
        seed: Decides between equals.

    Raises:
        BadInputError: If rounds of this kind have one question, which is to be named, or the bank has not so many.
    """
    if kind == TAKE_HOME:
        raise BadInputError(
            "A take-home round is the defence of a repository.", "'mockint defend PATH --start' starts one."
        )
    if kind != BEHAVIORAL:
        raise BadInputError(
            f"A {kind} round has one question: name it.", f"'mockint list --kind {kind}' shows what there is."
        )
    if form is Form.SHORT and count is not None:
        raise BadInputError("The short form has one question.", "Leave out --short, or --questions.")
    wanted = 1 if form is Form.SHORT else USUAL if count is None else count
    if form is Form.FULL and not FEWEST <= wanted <= MOST:
        raise BadInputError(
            f"A behavioral round has {FEWEST} to {MOST} questions, not {wanted}.",
            "For one alone name it, or start the short form.",
        )
    entries = {entry.id: entry for entry in catalogue.questions(services, kind)}
    offered = [Offered(entry.id, entry.rubric, entry.competencies) for entry in entries.values()]
    found = choose(offered, wanted, seed, asked_lately(services))
    if len(found) < wanted:
        raise BadInputError(
            f"The bank has {len(found)} behavioral questions for one round; {wanted} are wanted.",
            "Ask for fewer with --questions, or name one.",
        )
    return tuple(entries[one.id].ref for one in found)


def asked_lately(services: Services) -> tuple[QuestionId, ...]:
    """The behavioral questions that were asked last, the newest first; rounds of the demo do not count."""
    if not services.has_history():
        return ()
    return services.stored(_asked)[:_LATELY]


def round_minutes(minutes: list[int]) -> int:
    """Length of a round of several questions, by their own lengths: with some time between, but about 40 at most."""
    own = sum(minutes)
    return max(own, min(ROUND_MINUTES, own + _BETWEEN_MINUTES * len(minutes)))


def _asked(store: Store) -> tuple[QuestionId, ...]:
    begun = tuple(state for state in RoundState if state is not RoundState.PLANNED)
    wanted = Wanted(kinds=(BEHAVIORAL,), states=begun, demo=False)
    found = store.list_rounds(wanted=wanted, limit=_LATELY)
    asked = (item.question_id for line in found for item in reversed(line.round.items))
    return tuple(dict.fromkeys(asked))
