"""The interviewer that is always there: answers from the facts, probes what is missing, keeps time; no model, no state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from mockint.domain.question import EvidencePoint, Probe, Question
from mockint.domain.round import Mode
from mockint.interviewer import phrases
from mockint.interviewer.contract import MAX_WORDS, fitting
from mockint.interviewer.facts import FactFinder
from mockint.interviewer.hearing import Hearing, hear
from mockint.interviewer.turns import IsSaid, Kind, Line, Moment, Turn
from mockint.interviewer.words import content_stems

PAUSE_S: Final = 6.0
"""Seconds without typing before the interviewer speaks; only the closing does not wait."""
CLOSING_S: Final = 300.0
"""Seconds before the end at which the interviewer closes; in a round of at least three times that length."""
LAST_S: Final = 60.0
"""Seconds before the end of a round too short for a closing in which nothing new is brought up."""
MOST_PROBES: Final = {"behavioral": 2, "take_home": 2}
"""How many follow-ups a question gets at most, by its kind; other kinds by their time alone."""
ANSWER_FIRST: Final = frozenset({"take_home"})
"""Kinds in which a follow-up asks why of an answer: there is none before it, and always one after it."""
LEAST_WORDS: Final = 20
"""So many words are an answer to ask why of."""
BETWEEN_S: Final = 120.0
"""Least seconds between two things that the interviewer brings up by itself."""
ANSWER_S: Final = 180.0
"""Seconds for which an unanswered question of the interviewer holds the next one back."""
SILENCE_S: Final = 240.0
"""Seconds of silence after which a candidate in Practice is helped."""
STUCK_S: Final = 600.0
"""Seconds without progress after which a simulation gives its one nudge; as the session counts them."""
NEEDED_LEVEL: Final = 3
"""A criterion is probed while points up to this level are missing."""


def says_words(point: EvidencePoint, text: str) -> bool:
    """Whether a text says a point, by plain overlap: one of its terms, or most words of one way of saying it."""
    said = frozenset(content_stems(text))
    if any(set(stems) <= said for term in point.terms if (stems := content_stems(term))):
        return True
    ways = (frozenset(content_stems(way)) for way in (point.says, *point.ways))
    return any(way and len(way & said) >= 0.6 * len(way) for way in ways)


class ScriptedInterviewer:
    """Says what is to be said; what was said before comes with each `Moment`, so the same moment gets the same words.

    Args:
        question: What it knows.
        is_said: Whether a text says an evidence point; the app passes the offline grader's way of looking.
    """

    def __init__(self, question: Question, is_said: IsSaid = says_words) -> None:
        self._question = question
        self._finder = FactFinder(question.facts, question.prompt)
        self._is_said = is_said

    @property
    def question(self) -> Question:
        """What it interviews about."""
        return self._question

    def hear(self, text: str, moment: Moment) -> Hearing:
        """What a message of the candidate's is, at this moment."""
        return hear(text, self._finder, answers_probe=_open_probe(moment) is not None)

    def heard(self, text: str, moment: Moment) -> Turn:
        """The answer to what the candidate said; there always is one."""
        hearing = self.hear(text, moment)
        turns = sum(line.speaker == "interviewer" for line in moment.said)

        def one_of(kind: Kind, lines: Sequence[str]) -> Turn:
            return Turn(lines[turns % len(lines)], kind, "answer")

        match hearing.heard:
            case "question":
                return self._answer(hearing)
            case "hint":
                return Turn(phrases.NO_HINT, "hint", "answer", takes_hint=True)
            case "order":
                return one_of("order", phrases.ORDER)
            case "begging":
                return one_of("begging", phrases.BEGGING)
            case "rubric":
                return one_of("rubric", phrases.RUBRIC)
            case "time":
                return Turn(_time_left(moment), "time", "answer")
            case "repeat":
                asked = _last_question(moment.said)
                return Turn(fitting(asked) if asked else phrases.NO_REPEAT, "repeat", "answer")
            case "small_talk":
                return one_of("small_talk", phrases.SMALL_TALK)
            case "nothing":
                return one_of("nothing", phrases.NOTHING)
            case _ if _open_probe(moment) is not None:
                return one_of("reply", phrases.REPLY)
            case _:
                return one_of("statement", phrases.STATEMENT)

    def due(self, moment: Moment) -> Turn | None:
        """What the interviewer brings up by itself now, if anything; the closing alone does not wait for a pause.

        The change of plan is not here: the session shows it at its time, whoever interviews.
        """
        left = moment.planned_s - moment.elapsed_s
        closed = moment.closed or any(line.intent == "closing" for line in moment.said)
        has_closing = moment.planned_s >= 3 * CLOSING_S
        if left <= (CLOSING_S if has_closing else LAST_S):
            is_due = left > 0 and has_closing and not closed
            return Turn(_closing(left), "closing", "closing") if is_due else None
        if moment.elapsed_s - max(moment.typed_s, _last_s(moment.said)) < PAUSE_S:
            return None
        if moment.elapsed_s - _last_s(moment.said, "interviewer") < BETWEEN_S and moment.said:
            return None
        return self._nudge(moment) or self._probe(moment) or self._help(moment)

    def follow_up(self, moment: Moment) -> Turn | None:
        """The next follow-up on an answer, whatever the clock says; None once there were as many as there may be."""
        return self._chosen(moment, lambda _: True)

    def _answer(self, hearing: Hearing) -> Turn:
        told: list[int] = []
        words = 0
        for fact in hearing.facts:
            words += len(self._question.facts[fact].answer.split())
            if told and words > MAX_WORDS:
                break
            told.append(fact)
        if not told:
            return Turn(phrases.ASSUME, "assume", "answer")
        answer = " ".join(self._question.facts[fact].answer for fact in told)
        return Turn(answer, "fact", "answer", tuple(told))

    def _probe(self, moment: Moment) -> Turn | None:
        open_probe = _open_probe(moment)
        if open_probe is not None and moment.elapsed_s - open_probe.at_s < ANSWER_S:
            return None
        kind = self._question.header.kind
        if kind in ANSWER_FIRST and len(self._own_words(moment).split()) < LEAST_WORDS:
            return None
        spent = moment.elapsed_s if moment.spent_s is None else moment.spent_s
        stretch = (moment.share_s or moment.planned_s) / 60 / self._question.header.minutes
        return self._chosen(moment, lambda probe: probe.after_minute * 60 * stretch <= spent)

    def _chosen(self, moment: Moment, is_due: Callable[[Probe], bool]) -> Turn | None:
        asked = {line.text for line in moment.said if line.intent == "probe"}
        if len(asked) >= MOST_PROBES.get(self._question.header.kind, len(self._question.probes) + 1):
            return None
        ready = [
            probe
            for probe in sorted(self._question.probes, key=lambda probe: probe.after_minute)
            if is_due(probe) and probe.text not in asked
        ]
        waiting = [probe for probe in ready if self._is_missing(probe, moment)]
        if self._question.header.kind in ANSWER_FIRST:
            waiting = waiting or ready
        if not waiting:
            return None
        done = [probe.criterion for probe in self._question.probes if probe.text in asked]
        probe = min(waiting, key=lambda probe: done.count(probe.criterion))  # of equals the one that was due first
        return Turn(probe.text, "probe", "probe")

    def _is_missing(self, probe: Probe, moment: Moment) -> bool:
        """Whether something that speaks for the probe's criterion is still to be said; true where no point tells."""
        points = [
            point
            for point in self._question.evidence
            if point.criterion == probe.criterion and point.level <= NEEDED_LEVEL
        ]
        text = self._own_words(moment)
        return not points or not all(self._is_said(point, text) for point in points)

    @staticmethod
    def _own_words(moment: Moment) -> str:
        own = "\n".join(line.text for line in moment.said if line.speaker == "candidate")
        return f"{moment.written}\n{own}"

    def _nudge(self, moment: Moment) -> Turn | None:
        stuck = moment.elapsed_s - moment.progress_s >= STUCK_S
        if moment.mode is Mode.PRACTICE or not stuck or moment.hints_given or not self._question.hints:
            return None
        return Turn(phrases.NO_HINT, "nudge", "", takes_hint=True)

    def _help(self, moment: Moment) -> Turn | None:
        quiet = moment.elapsed_s - max(moment.typed_s, _last_s(moment.said)) >= SILENCE_S
        helped = sum(line.text in phrases.HELP for line in moment.said)
        if moment.mode is not Mode.PRACTICE or not quiet or helped >= len(phrases.HELP):
            return None
        return Turn(phrases.HELP[helped], "help", "")


def _open_probe(moment: Moment) -> Line | None:
    """The interviewer's last question, while the candidate has not said anything since."""
    for line in reversed(moment.said):
        if line.speaker == "candidate":
            return None
        if "?" in line.text:
            return line
    return None


def _last_question(said: Sequence[Line]) -> str:
    return next((line.text for line in reversed(said) if line.speaker == "interviewer" and "?" in line.text), "")


def _last_s(said: Sequence[Line], speaker: str = "") -> float:
    return max((line.at_s for line in said if speaker in ("", line.speaker)), default=0.0)


def _closing(left_s: float) -> str:
    return (
        phrases.CLOSING
        if left_s > CLOSING_S - 60
        else phrases.CLOSING.replace("Five minutes are left", "Time is nearly up")
    )


def _time_left(moment: Moment) -> str:
    minutes = round((moment.planned_s - moment.elapsed_s) / 60)
    if minutes < 0:
        return "The planned time is over."
    return f"About {minutes} minutes are left." if minutes != 1 else "About one minute is left."
