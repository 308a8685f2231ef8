"""The whys of a defence that is answered in a folder: a check of the folder brings the next one for each answer."""

from __future__ import annotations

from collections.abc import Mapping

from mockint.app.desk import RoundDesk
from mockint.app.interviewing import said_by_words
from mockint.interviewer.scripted import LEAST_WORDS, ScriptedInterviewer
from mockint.interviewer.turns import Line, Moment
from mockint.measure.text import count_words
from mockint.rounds.behavioral import ANSWER
from mockint.rounds.take_home import TAKE_HOME


def ask_whys(desk: RoundDesk) -> Mapping[int, str]:
    """Ask the next why about every answer that was written, or written on, since the last one.

    Returns:
        What was asked, by the position of its question; nothing in other kinds of round.
    """
    if desk.round.kind != TAKE_HOME:
        return {}
    asked: dict[int, str] = {}
    for position, question in enumerate(desk.questions):
        item = desk.session.story.item(position)
        written = desk.session.document(ANSWER, position)
        last = max((turn.t_ms for turn in item.chat if turn.speaker != "candidate"), default=-1)
        if count_words(written) < LEAST_WORDS or item.typed_ms <= last:
            continue
        said = tuple(
            Line(
                "candidate" if turn.speaker == "candidate" else "interviewer", turn.text, turn.intent, turn.t_ms / 1000
            )
            for turn in item.chat
        )
        moment = Moment(
            elapsed_s=desk.session.elapsed_s(),
            planned_s=desk.session.record.planned_s,
            mode=desk.session.record.mode,
            said=said,
            written=written,
        )
        turn = ScriptedInterviewer(question, said_by_words(question)).follow_up(moment)
        if turn is not None:
            desk.session.say(turn.text, speaker="interviewer", intent="probe", item=position)
            asked[position] = turn.text
    return asked


def whys_asked(desk: RoundDesk, position: int) -> tuple[str, ...]:
    """Everything that the interviewer asked about a question by itself, in order."""
    chat = desk.session.story.item(position).chat
    return tuple(turn.text for turn in chat if turn.intent == "probe")
