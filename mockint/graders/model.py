"""The grader that asks a model: several runs side by side, streamed, each reply validated and its quotes looked up."""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from mockint.domain.calls import ModelCall
from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Judged, Source
from mockint.domain.reading import Reading
from mockint.graders.base import GraderName, Mark, Outcome, Step, Told
from mockint.graders.guards import marks
from mockint.graders.nothing import lowest
from mockint.graders.prompt import PROMPT_VERSION, SYSTEM, answer_turn, question_blocks, repair_turn
from mockint.graders.reply import BadReplyError, CriterionReply, read_partial, read_reply, reply_schema
from mockint.graders.runs import Checker, combined
from mockint.lanes import RemoteLane
from mockint.provider.base import Ask, Client, ProviderError, Turn
from mockint.provider.prices import Estimate, estimate

MOST_CRITERIA: Final = 5
"""Criteria of one call; more of them are judged carelessly."""
MOST_TOKENS: Final = 8_192
USUAL_TOKENS_A_CRITERION: Final = 250
"""Of output, for the estimate before a grading."""
QUOTABLE: Final = "The grader's reply could not be used"


class MakeClient(Protocol):
    """Makes a client whose calls are handed to `record`."""

    def __call__(self, record: Callable[[ModelCall], None], /) -> Client:
        """A client of the endpoint that the user chose."""
        ...


class _Call(NamedTuple):
    """One request of one run."""

    run: int
    order: tuple[CriterionId, ...]


class _Heard(NamedTuple):
    """Something that a call's thread tells the grading's thread."""

    call: _Call
    text: str = ""
    wait: str = ""
    replies: Mapping[CriterionId, CriterionReply] | None = None
    fault: ProviderError | None = None
    bug: BaseException | None = None


class ModelGrader:
    """Judges by asking a model.

    Args:
        name: Under which it is chosen.
        make_client: Makes the client.
        lane: Runs the calls.
        rng: Draws fences and the order of criteria.
        runs: How many times each criterion is read; one is 'quick'.
        max_tokens: Most tokens that one reply may have.
    """

    def __init__(
        self,
        name: GraderName,
        make_client: MakeClient,
        lane: RemoteLane,
        rng: random.Random,
        runs: int = 3,
        max_tokens: int = MOST_TOKENS,
    ) -> None:
        self._name: GraderName = name
        self._make_client = make_client
        self._lane = lane
        self._rng = rng
        self._runs = runs
        self._max_tokens = max_tokens

    @property
    def name(self) -> GraderName:
        """The name by which it is chosen."""
        return self._name

    @property
    def source(self) -> Source:
        """What its levels count as."""
        return "model"

    def estimate(self, reading: Reading, *, count: bool = True) -> Estimate:
        """What grading will cost.

        Args:
            reading: What would be judged.
            count: Ask the server to count, which is free where it can; else the tokens are guessed at once.
        """
        client = self._make_client(_drop)
        calls = self._calls(reading)
        ask = self._ask(reading, (), calls[0].order)
        text = "\n".join((ask.system, *ask.prefix, *(turn.text for turn in ask.turns)))
        return estimate(
            client.endpoint,
            text,
            client.count_tokens(ask) if count else None,
            USUAL_TOKENS_A_CRITERION * -(-len(reading.asked) * self._runs // len(calls)),
            calls=len(calls),
            cached_tokens=sum(len(block) for block in (ask.system, *ask.prefix)) // 4,
        )

    def grade(self, reading: Reading, told: Told, cancel: threading.Event) -> Outcome:
        """Judge every criterion that is asked; see `mockint.graders.base.Grader.grade`."""
        noticed = marks(reading)
        nothing = next((mark for mark in noticed if mark.decides), None)
        calls: list[ModelCall] = []
        client = self._make_client(calls.append)
        label = f"Graded by {client.endpoint.model}"
        if self._runs == 1:
            label += " (quick: one run)"
        if nothing is not None:
            judgements = tuple(lowest(criterion, nothing, self.source) for criterion in reading.asked)
            told(Step("Nothing to judge.", judgements))
            return Outcome(judgements, noticed, "Nothing to judge", runs=0)  # no model was asked
        grading = _Grading(reading, noticed, client, Checker(reading, noticed, self.source), self._lane, told, cancel)
        planned = self._calls(reading)
        grading.go(planned, [self._ask(reading, noticed, call.order) for call in planned])
        judged = combined(reading.asked, grading.runs(), self._runs, grading.reason())
        if not any(isinstance(each, Judged) for each in judged):
            label = f"Not graded by {client.endpoint.model}"
        return Outcome(
            judged,
            noticed,
            label,
            client.endpoint.model,
            client.endpoint.effort,
            PROMPT_VERSION,
            self._runs,
            tuple(calls),
        )

    def _calls(self, reading: Reading) -> list[_Call]:
        """The requests: in each run the criteria in another order, at most five a call, as even as can be."""
        calls: list[_Call] = []
        for run in range(self._runs):
            order = list(reading.asked)
            if run:
                self._rng.shuffle(order)
            groups = -(-len(order) // MOST_CRITERIA)
            size = -(-len(order) // groups)
            calls += [_Call(run, tuple(order[at : at + size])) for at in range(0, len(order), size)]
        return calls

    def _ask(self, reading: Reading, noticed: Sequence[Mark], order: Sequence[CriterionId]) -> Ask:
        return Ask(
            purpose="grading",
            prompt_version=PROMPT_VERSION,
            system=SYSTEM,
            prefix=question_blocks(reading),
            turns=(Turn("user", answer_turn(reading, noticed, order, self._rng)),),
            schema=reply_schema(reading.asked),
            schema_name="grading",
            max_tokens=self._max_tokens,
        )


class _Grading:
    """The calls of one grading, as they go on. Its methods run on the caller's thread but for `_make_call`."""

    def __init__(
        self,
        reading: Reading,
        noticed: Sequence[Mark],
        client: Client,
        checker: Checker,
        lane: RemoteLane,
        told: Told,
        cancel: threading.Event,
    ) -> None:
        self._reading = reading
        self._noticed = noticed
        self._client = client
        self._checker = checker
        self._lane = lane
        self._told = told
        self._cancel = cancel
        self._inbox: queue.SimpleQueue[_Heard] = queue.SimpleQueue()
        self._texts: dict[_Call, str] = {}
        self._streamed: dict[CriterionId, Judged] = {}
        self._found: dict[int, dict[CriterionId, Judged]] = {}
        self._planned = 0
        self._faults: list[ProviderError] = []

    def go(self, calls: Sequence[_Call], asks: Sequence[Ask]) -> None:
        """Make the calls: the first alone until it speaks, since then its prefix is in the server's cache, then the rest."""
        self._planned = len({call.run for call in calls})
        self._told(Step("Asking the grader."))
        waiting = list(zip(calls, asks, strict=True))
        self._send(*waiting.pop(0))
        under_way = 1
        while under_way:
            heard = self._inbox.get()
            if heard.bug is not None:
                raise heard.bug
            if heard.replies is not None or heard.fault is not None:
                under_way -= 1
                if heard.fault is not None:
                    self._faults.append(heard.fault)
            # A fault of one call is most often one of all: what was not sent yet is not sent then.
            if waiting and (heard.text or heard.replies is not None) and not self._cancel.is_set():
                under_way += len(waiting)
                while waiting:
                    self._send(*waiting.pop(0))
            self._take(heard)

    def runs(self) -> list[dict[CriterionId, Judged]]:
        """What each run judged."""
        return [self._found[run] for run in sorted(self._found)]

    def reason(self) -> str:
        """Why what is not judged is not, in a sentence."""
        return str(self._faults[0]) if self._faults else "The grader said nothing about it."

    def _take(self, heard: _Heard) -> None:
        if heard.wait:
            self._told(Step(heard.wait))
        if heard.replies is not None:
            found = {criterion: self._checker.judged(reply) for criterion, reply in heard.replies.items()}
            self._found.setdefault(heard.call.run, {}).update(found)
            self._streamed = {c: judged for c, judged in self._streamed.items() if c not in found}
            self._show("")
        elif heard.text and heard.call.run == 0:
            text = self._texts[heard.call] = self._texts.get(heard.call, "") + heard.text
            known = {**self._streamed, **self._found.get(0, {})}
            fresh = [reply for reply in read_partial(text, heard.call.order) if reply.criterion not in known]
            self._streamed.update({reply.criterion: self._checker.judged(reply) for reply in fresh})
            self._show(heard.text)

    def _show(self, text: str) -> None:
        """Tell what is judged so far; what has only streamed in is shown, and counts once its reply is whole."""
        found = combined(self._reading.asked, [*self.runs(), self._streamed], 0, "")
        whole = sum(len(run) == len(self._reading.asked) for run in self._found.values())
        words = f"Reading the answer: {whole} of {self._planned} runs done." if whole else "Reading the answer."
        self._told(Step(words, tuple(each for each in found if isinstance(each, Judged)), text))

    def _send(self, call: _Call, ask: Ask) -> None:
        self._lane.submit(lambda: self._make_call(call, ask))

    def _make_call(self, call: _Call, ask: Ask) -> None:
        try:
            self._inbox.put(_Heard(call, replies=self._replies(call, ask)))
        except ProviderError as fault:
            self._inbox.put(_Heard(call, fault=fault))
        except BaseException as bug:  # noqa: BLE001  raised again on the grading's thread, which waits for it
            self._inbox.put(_Heard(call, bug=bug))

    def _replies(self, call: _Call, ask: Ask) -> Mapping[CriterionId, CriterionReply]:
        """One call and, if its reply cannot be used, one repair turn."""
        text = self._ask(call, ask, lambda piece: self._inbox.put(_Heard(call, text=piece)))
        try:
            return read_reply(text, call.order)
        except BadReplyError as fault:
            again = ask._replace(
                turns=(*ask.turns, Turn("assistant", text or "(empty)"), Turn("user", repair_turn(str(fault))))
            )
        self._inbox.put(_Heard(call, wait="The reply could not be used; asking once more."))
        try:
            return read_reply(self._ask(call, again, lambda _: None), call.order)
        except BadReplyError as fault:
            raise ProviderError(
                "bad_reply", f"{QUOTABLE}: {fault}", "Grade again, or choose another model in Settings."
            ) from fault

    def _ask(self, call: _Call, ask: Ask, on_text: Callable[[str], None]) -> str:
        return self._client.ask(
            ask,
            on_text=on_text,
            on_wait=lambda words: self._inbox.put(_Heard(call, wait=words)),
            cancel=self._cancel,
        ).text


def _drop(call: ModelCall) -> None:
    """An estimate costs nothing and is not recorded."""
    del call
