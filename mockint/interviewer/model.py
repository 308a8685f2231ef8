"""An interviewer whose words a model finds, held to the same contract; the scripted one stands behind it at every turn."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from typing import Final, NamedTuple

from mockint.domain.question import Question
from mockint.interviewer.contract import Context, Rule, broken, case_of, context_at
from mockint.interviewer.prompt import again, ask_for, ask_to_bring_up
from mockint.interviewer.scripted import ScriptedInterviewer
from mockint.interviewer.turns import Kind, Line, Moment, Turn
from mockint.provider.base import Ask, Client, ProviderError, Reply

FIRST_TEXT_S: Final = 6.0
TOTAL_S: Final = 15.0

SCRIPTED_ALWAYS: Final[frozenset[Kind]] = frozenset(
    {"order", "begging", "rubric", "hint", "nudge", "time", "repeat", "nothing", "closing", "help"}
)
"""Turns that no model is asked for: an order is best answered by someone who cannot obey it, and a hint is recorded."""

Start = Callable[[Callable[[], Reply]], "Future[Reply]"]
"""Starts a call that may hang on a lane of its own; it may be abandoned."""


class Limits(NamedTuple):
    """How long the candidate waits for a model, in seconds: for its first text, and for the whole turn, both tries."""

    first_text_s: float = FIRST_TEXT_S
    total_s: float = TOTAL_S


class Attempt(NamedTuple):
    """One text that a model gave for a turn, and the rules that it broke."""

    text: str
    broken: tuple[Rule, ...]


class Spoken(NamedTuple):
    """A turn and how it came about.

    Attributes:
        attempts: What the model wrote; empty where it was not asked or gave nothing.
        fault: Why the scripted turn was taken although a model was asked; empty where it was not.
    """

    turn: Turn
    attempts: tuple[Attempt, ...] = ()
    fault: str = ""


class ModelInterviewer:
    """Speaks through a model; blocking, so it is called on the remote lane. One turn at a time.

    The model streams, and nothing of it is shown before the whole turn has passed the contract: a word that was shown
    cannot be taken back, and forty words are there a moment after the first. The stream tells early that the server
    is alive, which is what the shorter limit looks at.

    The model never sees the solution; it cannot tell what it was not told.

    Args:
        client: The model.
        scripted: Decides what a message is and what is due, and speaks where the model cannot.
        start: Where a call runs.
        rng: Draws the tag that fences the candidate's texts.
        now_s: Monotonic seconds.
        limits: How long to wait.
    """

    def __init__(
        self,
        client: Client,
        scripted: ScriptedInterviewer,
        *,
        start: Start,
        rng: random.Random,
        now_s: Callable[[], float],
        limits: Limits | None = None,
    ) -> None:
        self._client = client
        self._scripted = scripted
        self._start = start
        self._rng = rng
        self._now_s = now_s
        self._limits = limits or Limits()
        self._case = case_of(scripted.question)
        self._refused: set[str] = set()

    @property
    def question(self) -> Question:
        """What it interviews about."""
        return self._scripted.question

    def heard(self, text: str, moment: Moment, cancel: threading.Event) -> Spoken:
        """The answer to what the candidate said.

        Args:
            text: What was said; it need not be in the moment's talk yet.
            moment: Where the round stands.
            cancel: Once set, the scripted answer comes at once.
        """
        plain = self._scripted.heard(text, moment)
        if plain.kind in SCRIPTED_ALWAYS:
            return Spoken(plain)
        ask = ask_for(self.question, moment, text, self._tag(), self._history(moment.said))
        context = context_at(self._case, moment, heard=text, clarifies=plain.kind in ("fact", "assume"))
        spoken = self._speak(ask, context, plain, cancel)
        if spoken.fault == "refusal":
            self._refused.add(text)
        return spoken

    def bring_up(self, due: Turn, moment: Moment, cancel: threading.Event) -> Spoken:
        """What the scripted interviewer found due, a probe in the model's own words."""
        if due.kind in SCRIPTED_ALWAYS:
            return Spoken(due)
        ask = ask_to_bring_up(self.question, moment, due, self._tag(), self._history(moment.said))
        return self._speak(ask, context_at(self._case, moment), due, cancel, must_ask=True)

    def _speak(
        self, ask: Ask, context: Context, plain: Turn, cancel: threading.Event, *, must_ask: bool = False
    ) -> Spoken:
        """The model's turn; after one that breaks the contract a second, and then the scripted one."""
        attempts: list[Attempt] = []
        until = self._now_s() + self._limits.total_s
        for _ in range(2):
            try:
                text = " ".join(self._call(ask, until, cancel).text.split("\n\n")).strip()
            except ProviderError as fault:
                return Spoken(plain, tuple(attempts), fault.kind)
            rules = broken(text, context)
            if must_ask and "?" not in text and Rule.SPEAKS not in rules:
                rules = (*rules, Rule.SPEAKS)
            attempts.append(Attempt(text, rules))
            if not rules:
                return Spoken(plain._replace(text=text, by_model=True), tuple(attempts))
            ask = again(ask, text, rules)
        return Spoken(plain, tuple(attempts), "contract")

    def _call(self, ask: Ask, until_s: float, cancel: threading.Event) -> Reply:
        """One call, given up when its first text or its end is late; the server may go on, nobody listens any more.

        Raises:
            ProviderError: If there is no reply in time, or the call failed.
        """
        give_up, sign_of_life = threading.Event(), threading.Event()

        def on_text(_: str) -> None:
            sign_of_life.set()
            if cancel.is_set():
                give_up.set()

        reply = self._start(lambda: self._client.ask(ask, on_text=on_text, on_wait=lambda _: None, cancel=give_up))
        reply.add_done_callback(lambda _: sign_of_life.set())
        left = max(0.0, until_s - self._now_s())
        if sign_of_life.wait(min(self._limits.first_text_s, left)):
            wait((reply,), timeout=max(0.0, until_s - self._now_s()))
        if cancel.is_set() or not reply.done():
            give_up.set()
            raise ProviderError("cancelled" if cancel.is_set() else "timeout", "The model was too slow for a talk.")
        return reply.result()

    def _history(self, said: Sequence[Line]) -> tuple[Line, ...]:
        """The talk without what the server refused: it would refuse every later turn for it."""
        return tuple(line for line in said if line.text not in self._refused)

    def _tag(self) -> str:
        return f"said-{self._rng.getrandbits(48):012x}"
