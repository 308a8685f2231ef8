from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockint.corpus.drawn import candidates
from mockint.corpus.questions import split
from mockint.corpus.render import (
    HIDDEN,
    VISIBLE,
    changed_facts,
    perturbed,
    render_documents,
    render_hidden,
    render_visible,
    sibling_seed,
)
from mockint.corpus.world import Settled, Version, World, make_world
from mockint.domain.build import BuildQuestion, NothingGold, Rendered, SetGold, YesNoGold
from mockint.domain.vocabulary import Vocabulary, YesNoValue
from tests.helpers.vocabulary import CURVEBALLS, vocabulary

SEEDS = st.integers(0, 2**31 - 1)
few = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = vocabulary()
PINNED = "23d6fad7d9c5b4ad5a0f512819489d7db304eed5979bc4ae2aa5d33fd33f5561"


def texts(rendered: Rendered) -> dict[str, str]:
    return {document.id: document.text for document in rendered.documents}


def told(world: World) -> list[tuple[Settled, Version]]:
    return [(one, version) for one in world.settled for version in one.versions]


def test_the_bytes_of_a_seed_are_the_same_in_every_version() -> None:
    assert hashlib.sha256(render_hidden(WORDS, 7).model_dump_json().encode()).hexdigest() == PINNED


@few
@given(seed=SEEDS)
def test_a_seed_gives_the_same_corpus_in_whatever_order_it_is_asked(seed: int) -> None:
    before = render_hidden(WORDS, seed)
    render_visible(WORDS, seed)
    assert render_hidden(WORDS, seed) == before
    assert render_documents(WORDS, seed, "changed") == before.documents


@few
@given(seed=SEEDS)
def test_hidden_questions_come_in_the_wanted_categories(seed: int) -> None:
    hidden = render_hidden(WORDS, seed)
    assert Counter(question.category for question in hidden.questions) == dict(HIDDEN)
    assert 2 * sum(question.held_out for question in hidden.questions) >= len(hidden.questions)
    assert Counter(question.category for question in render_visible(WORDS, seed).questions) == dict(VISIBLE)


@few
@given(seed=SEEDS)
def test_ids_are_unique_and_every_named_document_is_there(seed: int) -> None:
    hidden = render_hidden(WORDS, seed)
    known = [document.id for document in hidden.documents]
    assert len(known) == len(set(known))
    assert known == sorted(known)
    assert len({question.id for question in hidden.questions}) == len(hidden.questions)
    for question in hidden.questions:
        assert {*question.relevant, *question.support, *question.stale_documents} <= set(known)
        assert not set(question.support) & set(question.stale_documents)


@few
@given(seed=SEEDS)
def test_the_supporting_document_holds_the_value(seed: int) -> None:
    for stage in ("start", "changed"):
        rendered = render_hidden(WORDS, seed, stage)
        by_id = texts(rendered)
        world = make_world(WORDS, seed, stage)
        words = {drawn.gold: drawn.words for topic in WORDS.topics for drawn in candidates(topic, WORDS)}
        assert world.today.isoformat() == WORDS.last_day
        for question in rendered.questions:
            if question.category not in {"aggregate", "unanswerable"} and not isinstance(question.gold, YesNoGold):
                assert words[question.gold] in by_id[question.support[0]], question.text


@few
@given(seed=SEEDS)
def test_what_is_stale_is_never_right(seed: int) -> None:
    for question in render_hidden(WORDS, seed).questions:
        assert question.gold not in question.stale
        if question.category in {"superseded", "as_of", "near_duplicate", "instruction"}:
            assert question.stale
            assert question.stale_documents


@few
@given(seed=SEEDS)
def test_the_wrong_value_stands_in_more_documents_than_the_right_one(seed: int) -> None:
    rendered = render_hidden(WORDS, seed, "start")
    by_id = texts(rendered)
    world = make_world(WORDS, seed, "start")
    for one in world.settled:
        if len(one.versions) > 2:
            wrong = {version.id for version in one.versions[:-1]} | {label for label, _ in one.notes}
            assert len(wrong) > 1
            for variant in one.topic.variants or ("",):
                right = one.value(variant).words
                assert right in by_id[one.current.id]
                assert all(version.values[variant].words != right for version in one.versions[:-1])


@few
@given(seed=SEEDS)
def test_siblings_share_no_company_and_no_value(seed: int) -> None:
    other = sibling_seed(seed)
    one, two = make_world(WORDS, seed, "start"), make_world(WORDS, other, "start")
    assert one.company != two.company
    values = [
        {
            (settled.topic.key, drawn.words)
            for settled, version in told(world)
            if not isinstance(settled.topic.value, YesNoValue)
            for drawn in version.values.values()
        }
        for world in (one, two)
    ]
    assert not values[0] & values[1]


@few
@given(seed=SEEDS)
def test_no_visible_question_uses_a_held_out_wording(seed: int) -> None:
    kept = {text for topic in WORDS.topics if not topic.variants for text in split(topic.questions)[1]}
    for question in render_visible(WORDS, seed).questions:
        assert not question.held_out
        assert not any(text in question.text for text in kept)


@few
@given(seed=SEEDS)
def test_what_cannot_be_answered_is_nowhere(seed: int) -> None:
    rendered = render_hidden(WORDS, seed)
    world = make_world(WORDS, seed, "changed")
    about = {one.topic.key for one in world.settled}
    nothing = [question for question in rendered.questions if isinstance(question.gold, NothingGold)]
    assert {question.fact in about for question in nothing} == {True, False}
    for question in nothing:
        assert not question.support
        if question.fact not in about:
            title = next(topic for topic in WORDS.topics if topic.key == question.fact).titles[0]
            assert all(title not in document.text for document in rendered.documents)


@pytest.mark.parametrize("kind", ["amendments", "withdrawn"])
@few
@given(seed=SEEDS)
def test_the_curveball_reaches_at_least_twelve_hidden_questions(kind: str, seed: int) -> None:
    words = vocabulary(kind)
    before, after = (texts(render_hidden(words, seed, stage)) for stage in ("start", "changed"))
    world = make_world(words, seed, "changed")
    changed = {one.topic.key for one in world.settled if one.is_changed}
    assert set(before) < set(after)
    assert all(after[label] == text for label, text in before.items())
    assert sum(question.fact in changed for question in render_hidden(words, seed).questions) >= 12


def test_a_withdrawn_document_lets_the_version_before_hold_again() -> None:
    words = vocabulary("withdrawn")
    world = make_world(words, 3, "changed")
    register = texts(render_hidden(words, 3))[world.register_id]
    for one in world.settled:
        if one.is_withdrawn:
            assert one.versions[-1].id in register
            assert one.value() == one.versions[-2].values[""]


@pytest.mark.parametrize("kind", sorted(CURVEBALLS))
@few
@given(seed=SEEDS)
def test_who_may_not_read_gets_nothing(kind: str, seed: int) -> None:
    words = vocabulary(kind, with_roles=True)
    rendered = render_hidden(words, seed)
    by_id = texts(rendered)
    for question in rendered.questions:
        assert question.user in words.roles
        for label in question.support:
            assert _may_read(by_id[label], question.user), question.text
    refused = [question for question in rendered.questions if _is_closed(question)]
    assert 6 <= len(refused) <= 10


def _is_closed(question: BuildQuestion) -> bool:
    return question.category != "unanswerable" and isinstance(question.gold, NothingGold) and bool(question.stale)


def _may_read(text: str, user: str | None) -> bool:
    readers = text.splitlines()[1].partition("Readers: ")[2].split(" | ")[0]
    return not readers or user in readers.split(", ")


@few
@given(seed=SEEDS)
def test_a_perturbed_question_keeps_its_answer(seed: int) -> None:
    rendered = render_hidden(WORDS, seed)
    by_id = {question.id: question for question in rendered.questions}
    again = perturbed(rendered)
    assert len(again) == 10
    for question in again:
        before = by_id[question.id.rpartition("-")[0]]
        assert question.text != before.text
        assert question.gold == before.gold


@few
@given(seed=SEEDS)
def test_changed_facts_have_other_values_than_before(seed: int) -> None:
    after = changed_facts(WORDS, seed)
    assert len(after.questions) == 10
    world = make_world(WORDS, seed, "changed")
    now = {one.topic.key: one.value().gold for one in world.settled if not one.topic.variants}
    by_id = texts(after)
    for question in after.questions:
        assert question.gold != now[question.fact]
        assert question.gold not in question.stale
        assert question.support[0] in by_id


@few
@given(seed=SEEDS)
def test_a_set_is_small_enough_to_be_cited(seed: int) -> None:
    for question in render_hidden(WORDS, seed).questions:
        assert len(question.support) <= 5
        if isinstance(question.gold, SetGold):
            assert 2 <= len(question.gold.members) <= 5


def test_a_document_has_its_facts_about_itself_in_the_second_line_alone() -> None:
    for document in render_documents(WORDS, 5, "start"):
        title, head, empty, *body = document.text.splitlines()
        assert title.startswith("# ")
        assert head.startswith(f"Document: {document.id} | Version: ")
        assert " | Status: " in head
        assert not empty
        assert not any("Status: " in line or "Owner: " in line for line in body)


def test_other_vocabularies_render_too() -> None:
    small: Vocabulary = vocabulary("budget")
    assert render_documents(small, 1, "start") == render_documents(small, 1, "changed")


def test_documents_about_two_places_share_their_title() -> None:
    world = make_world(vocabulary("amendments"), 3, "start")
    titles: dict[str, set[str]] = {}
    for one in world.settled:
        if one.place:
            titles.setdefault(one.topic.key, set()).update(version.title for version in one.versions)
    assert titles
    assert all(len(found) == 1 for found in titles.values())
