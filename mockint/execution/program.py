"""A candidate's build as the app talks to it: index a corpus, answer questions, start again after a fall."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from mockint.domain.build import BuildReply
from mockint.execution.contract import answer_reply, index_reply
from mockint.execution.launch import ProgramLimits, ProgramSpec
from mockint.execution.line_program import LineProgram

__all__ = ["BuildProgram", "ProgramLimits", "ProgramSpec"]

MOST_STARTS: Final = 3
"""Starts in a row that end before the corpus is read; after them the program is not started any more."""


class BuildProgram(LineProgram):
    """A program that reads a corpus and answers; it is started when it is first needed.

    Args:
        spec: What is started and what it may reach.
        corpus_dir: Read by the program, never written.
        confined: See `LineProgram`, as for `python`.
    """

    def __init__(
        self,
        spec: ProgramSpec,
        corpus_dir: Path,
        *,
        confined: bool = True,
        python: str | None = None,
    ) -> None:
        corpus = corpus_dir.resolve()
        super().__init__(spec._replace(readable=(*spec.readable, corpus)), confined=confined, python=python)
        self._corpus = corpus
        self._is_indexed = False
        self._failed_starts = 0
        self._last_failure = ""

    def index(self) -> BuildReply:
        """Have the program read the corpus, in a process that may be new; an empty fault means that it did.

        Raises:
            ExecutionError: No program can be run on this machine.
        """
        if self._failed_starts >= MOST_STARTS:
            sentence = f"It was started {MOST_STARTS} times and never read the corpus. {self._last_failure}"
            return BuildReply(fault="not_started", message=sentence)
        if not self.is_started:
            self.start()
        heard = self.ask({"op": "index", "corpus_dir": str(self._corpus)}, self.spec.limits.index_s)
        if heard.message is not None:
            reply = index_reply(heard.message, heard.wall_s)
        else:
            reply = BuildReply(fault=heard.fault, wall_s=heard.wall_s, message=heard.sentence)
        self._is_indexed = not reply.fault
        self._failed_starts = self._failed_starts + 1 if reply.fault else 0
        self._last_failure = reply.message
        if reply.fault:
            self.end()
        return reply

    def answer(self, question: str, user: str | None) -> BuildReply:
        """Ask one question; a program that has fallen is started and reads the corpus again before.

        Args:
            question: Its text.
            user: Role of who asks, where the pack has roles.

        Raises:
            ExecutionError: No program can be run on this machine.
        """
        if not self._is_indexed:
            index = self.index()
            if index.fault:
                fault: Literal["not_started", "not_indexed"]
                fault = "not_started" if index.fault == "not_started" else "not_indexed"
                return BuildReply(fault=fault, message=index.message)
        request = {"op": "answer", "question": question} | ({} if user is None else {"user": user})
        heard = self.ask(request, self.spec.limits.answer_s)
        if heard.message is not None:
            return answer_reply(heard.message, heard.wall_s)
        if heard.fault != "wrong_shape":
            self.end()
        return BuildReply(fault=heard.fault, wall_s=heard.wall_s, message=heard.sentence)

    def end(self) -> None:
        """End it at once; it reads the corpus again before the next question."""
        super().end()
        self._is_indexed = False
