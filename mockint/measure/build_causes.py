"""What became of each hidden question, why it failed, and that in words one would tell a friend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from mockint.domain.build import Asked, BuildQuestion
from mockint.domain.build_score import CARRIES_OVER, Case, Cause, Outcome
from mockint.measure.gold import f1, in_words
from mockint.measure.retrieval import ranked

DEPTH: Final = 10
_LONGEST: Final = 500
_MOST_CITED = 20

_SAID: Mapping[Cause, tuple[str, str]] = {
    "contract": ("had no reply in the form that was asked for",) * 2,
    "should_have_abstained": (
        "was answered although the corpus does not say it",
        "were answered although the corpus does not say it",
    ),
    "wrong_version": ("was a stale version", "were stale versions"),
    "missed": ("never retrieved the document",) * 2,
    "not_extracted": ("had the document and did not get the answer out of it",) * 2,
}
"""What is said of one miss and of several, by cause."""
_NEXT: Mapping[Cause, str] = {
    "contract": "Look at the cases without a reply first: run Check, and read what the program printed.",
    "should_have_abstained": "Decide when to answer null: look at what was retrieved where nothing was to be found.",
    "wrong_version": "Sort the versions out before anything is answered: status, dates and what replaces what.",
    "missed": "Measure retrieval on its own: look at the words of the missed questions and of their documents.",
    "not_extracted": "Look at how the answer is taken from the document once it is found.",
    "not_cited": "Cite the document that the answer was taken from.",
}


class Judged(NamedTuple):
    """What a reply is worth.

    Attributes:
        points: From -1 to 1: right 1, abstained or no reply 0, wrong -1; a set by F1.
    """

    outcome: Outcome
    points: float


def has_answer(question: BuildQuestion) -> bool:
    """Whether the corpus holds the answer, and for this user."""
    return question.gold.kind != "nothing"


def judge(asked: Asked) -> Judged:
    """What the reply to one question is worth."""
    question, reply = asked.question, asked.reply
    if reply.fault:
        return Judged("no_reply", 0.0)
    answer = reply.answer if reply.answer and reply.answer.strip() else None
    if answer is None:
        return Judged("abstained", 0.0) if has_answer(question) else Judged("right", 1.0)
    share = f1(question.gold, answer)
    if share == 1:
        return Judged("right", 1.0)
    if any(f1(stale, answer) == 1 for stale in question.stale):
        return Judged("stale", -1.0)
    return Judged("partly" if share else "wrong", 2 * share - 1)


def cause_of(asked: Asked, outcome: Outcome) -> Cause:
    """Why a question failed: the first that applies."""
    question, reply = asked.question, asked.reply
    if outcome == "no_reply":
        return "contract"
    if outcome == "right":
        return "not_cited" if question.support and not {*question.support}.intersection(reply.citations) else ""
    if not has_answer(question):
        return "should_have_abstained"
    if outcome == "stale":
        return "wrong_version"
    return "not_extracted" if {*question.support}.intersection(ranked(reply.retrieved)[:DEPTH]) else "missed"


def case_of(asked: Asked) -> Case:
    """One question as it is looked at after the round; texts are cut to 500 characters."""
    question, reply, metered = asked.question, asked.reply, asked.metered
    outcome = judge(asked).outcome
    return Case(
        id=question.id,
        question=question.text,
        category=question.category,
        user=question.user,
        gold=in_words(question.gold)[:_LONGEST],
        answer=None if reply.answer is None else reply.answer[:_LONGEST],
        verdict=outcome,
        cause=cause_of(asked, outcome),
        message=reply.message[:_LONGEST],
        retrieved=tuple((one[:_LONGEST], question.relevant.get(one)) for one in ranked(reply.retrieved)[:DEPTH]),
        cited=tuple(one[:_LONGEST] for one in reply.citations[:_MOST_CITED]),
        support=question.support,
        calls=metered.calls,
        tokens=metered.tokens_in + metered.tokens_out,
        wall_s=round(reply.wall_s, 4),
    )


def count_causes(cases: Sequence[Case]) -> dict[Cause, int]:
    """Number of cases by cause, the most frequent first."""
    return dict(Counter(case.cause for case in cases if case.cause).most_common())


def summary(cases: Sequence[Case], sibling_gap: float | None, index_fault: str = "") -> str:
    """The evaluation in two to five sentences, without praise."""
    if index_fault:
        return f"The program could not read the corpus, so no question was asked: {index_fault}"
    misses = [case for case in cases if case.verdict != "right"]
    causes = count_causes(misses)
    told = [f"{len(cases) - len(misses)} of {len(cases)} hidden questions are right."]
    told += [f"{count} of {_misses(len(misses))} {_SAID[cause][count > 1]}." for cause, count in [*causes.items()][:2]]
    uncited = sum(case.cause == "not_cited" for case in cases)
    if uncited:
        told.append(f"{uncited} right {'answer does' if uncited == 1 else 'answers do'} not cite what supports it.")
    if sibling_gap is not None and sibling_gap > CARRIES_OVER:
        told.append(f"On the sibling corpus the answers lose {sibling_gap:.2f} of their share: it does not carry over.")
    return " ".join(told)


def next_action(causes: Mapping[Cause, int]) -> str:
    """What to do about the most frequent cause; empty where there is none."""
    return next((_NEXT[cause] for cause in causes), "")


def _misses(count: int) -> str:
    return "1 miss" if count == 1 else f"{count} misses"
