"""The talk of a round: what is said stands in the journal, whoever answers and however that ends."""

from __future__ import annotations

from concurrent.futures import Future, wait

import pytest

from mockint.app.interviewing import Talk
from mockint.app.record import read_record
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.event import Said
from mockint.domain.round import Mode
from mockint.errors import RoundError
from mockint.interviewer import phrases
from mockint.interviewer.model import Spoken
from mockint.provider.base import ProviderError
from tests.helpers.talks import FakeClient, texts
from tests.unit.app.conftest import Desks

ASKED = "Does a new key start with a full bucket?"
FACT = "Full: a key that was never seen may spend its whole capacity at once."


def test_a_clarifying_question_is_answered_at_once_and_kept(desks: Desks, services: Services) -> None:
    desk = desks.start()
    talk = Talk(services, desk)
    assert talk.say(ASKED) is None
    view = talk.view()
    assert [(turn.speaker, turn.text, turn.intent) for turn in view.turns] == [
        ("candidate", ASKED, "clarification"),
        ("interviewer", FACT, "answer"),
    ]
    assert (view.can_ask, view.waiting) == (True, False)
    desk.hand_over()
    desks.settle()
    said = [event.payload for event in read_record(services, desk.round.id).events if isinstance(event.payload, Said)]
    assert texts(said) == [ASKED, FACT]
    again = Talk(services, desks.open(desk.round.id))
    assert again.view().turns == view.turns


def test_a_hint_that_is_asked_for_in_words_is_recorded(desks: Desks, services: Services) -> None:
    desk = desks.start()
    talk = Talk(services, desk)
    for _ in range(len(desk.question.hints) + 1):
        talk.say("Can I have a hint?")
    hints = desk.session.story.item().hints
    assert hints == [1, 2, 3]
    assert talk.view().turns[-1].text == phrases.NO_HINT
    assert talk.view().turns[1].text == desk.question.hints[0]


def test_a_simulation_nudges_once_by_itself(desks: Desks, services: Services, clock: ManualClock) -> None:
    desk = desks.start(Mode.SIMULATION)
    talk = Talk(services, desk)
    assert talk.tick() is None
    clock.advance(601)
    talk.tick()
    assert talk.view().turns[-1].text == desk.question.hints[0]
    assert desk.session.story.item().hints == [1]
    talk.say("Can I have another hint?")
    assert desk.session.story.item().hints_refused == 1


def test_probes_wait_for_a_pause_and_the_closing_does_not(desks: Desks, services: Services, clock: ManualClock) -> None:
    desk = desks.start()
    talk = Talk(services, desk)
    clock.advance(15 * 60)
    talk.tick(typed_s=15 * 60 - 1.0)
    assert talk.view().turns == ()
    talk.tick(typed_s=15 * 60 - 7.0)
    assert talk.view().turns[-1].intent == "probe"
    clock.advance(25 * 60)
    talk.tick(typed_s=40 * 60)
    assert talk.view().turns[-1].text == phrases.CLOSING


def test_the_change_of_plan_stands_at_its_place(desks: Desks, services: Services, clock: ManualClock) -> None:
    desk = desks.start()
    talk = Talk(services, desk)
    clock.advance(22 * 60)
    desk.tick()
    clock.advance(5)
    talk.say("Thanks!")
    assert [turn.intent for turn in talk.view().turns][:2] == ["curveball", ""]
    assert desk.question.curveball is not None
    assert talk.view().turns[0].text == desk.question.curveball.text


def done(future: Future[Spoken] | None) -> Future[Spoken]:
    assert future is not None
    wait((future,), timeout=20)
    return future


def test_a_model_answers_on_another_thread(desks: Desks, services: Services) -> None:
    desk = desks.start()
    talk = Talk(services, desk, FakeClient("A new key starts with a full bucket, its whole capacity."))
    future = talk.say(ASKED)
    assert (talk.view().can_ask, talk.view().waiting) == (False, True)
    assert texts(talk.view().turns) == [ASKED]
    with pytest.raises(RoundError, match="about to answer"):
        talk.say("And now?")
    assert talk.tick() is None
    talk.finish(done(future))
    assert talk.view().turns[-1].text == "A new key starts with a full bucket, its whole capacity."
    assert talk.view().can_ask


def test_a_model_that_fails_loses_no_word(desks: Desks, services: Services) -> None:
    desk = desks.start()
    talk = Talk(services, desk, FakeClient(ProviderError("overloaded", "Busy.")))
    talk.finish(done(talk.say(ASKED)))
    assert texts(talk.view().turns) == [ASKED, FACT]


@pytest.mark.expects_log
def test_a_bug_in_the_client_loses_no_word(desks: Desks, services: Services) -> None:
    desk = desks.start()
    talk = Talk(services, desk, FakeClient(ZeroDivisionError()))
    talk.finish(done(talk.say(ASKED)))
    assert texts(talk.view().turns) == [ASKED, FACT]


def test_an_answer_that_comes_after_the_end_is_dropped(desks: Desks, services: Services) -> None:
    desk = desks.start()
    talk = Talk(services, desk, FakeClient("Go on."))
    future = done(talk.say(ASKED))
    desk.submit()
    talk.finish(future)
    assert texts(talk.view().turns) == [ASKED]
    assert not talk.view().can_ask
    with pytest.raises(RoundError):
        talk.say("One more thing.")


def test_a_closed_talk_waits_for_nobody(desks: Desks, services: Services) -> None:
    talk = Talk(services, desks.start(), FakeClient("Go on."))
    future = done(talk.say(ASKED))
    talk.close()
    talk.finish(future)
    assert texts(talk.view().turns) == [ASKED]


def test_a_probe_may_come_in_the_models_words(desks: Desks, services: Services, clock: ManualClock) -> None:
    talk = Talk(services, desks.start(), FakeClient("Between two calls for one key, what happens?"))
    clock.advance(15 * 60)
    talk.finish(done(talk.tick()))
    assert [(turn.text, turn.intent) for turn in talk.view().turns] == [
        ("Between two calls for one key, what happens?", "probe")
    ]


def test_nothing_is_recorded_of_an_empty_message(desks: Desks, services: Services) -> None:
    desk = desks.start()
    with pytest.raises(RoundError, match="nothing to send"):
        Talk(services, desk).say("  ")
    assert Talk(services, desk).view().turns == ()
