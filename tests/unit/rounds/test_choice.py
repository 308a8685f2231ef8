"""Which questions a behavioral round asks: properties of the choice, on any bank."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.ids import CompetencyId, QuestionId
from mockint.rounds.choice import JUDGEMENT, MOTIVATION, Offered, choose

STORY = "behavioral_story"
COMPETENCIES = [CompetencyId(name) for name in "abcdefgh"]


def offered(name: str, rubric: str = STORY, competencies: str = "a") -> Offered:
    return Offered(QuestionId(name), rubric, tuple(CompetencyId(one) for one in competencies))


@st.composite
def banks(draw: st.DrawFn) -> list[Offered]:
    size = draw(st.integers(0, 14))
    kinds = st.sampled_from([STORY, STORY, JUDGEMENT, MOTIVATION])
    asked = st.lists(st.sampled_from(COMPETENCIES), min_size=1, max_size=3, unique=True)
    return [Offered(QuestionId(f"q{at}"), draw(kinds), tuple(draw(asked))) for at in range(size)]


def lately_of(bank: list[Offered]) -> st.SearchStrategy[list[QuestionId]]:
    return st.lists(st.sampled_from([one.id for one in bank]), unique=True) if bank else st.just([])


@given(st.data(), banks(), st.integers(1, 6), st.integers(0, 2**31))
def test_no_question_twice_and_the_kinds_mixed(data: st.DataObject, bank: list[Offered], count: int, seed: int) -> None:
    lately = data.draw(lately_of(bank))
    chosen = choose(bank, count, seed, lately)

    assert len({one.id for one in chosen}) == len(chosen) <= count
    assert set(chosen) <= set(bank)
    rubrics = [one.rubric for one in chosen]
    assert rubrics.count(MOTIVATION) <= 1
    if len(chosen) == count > 1 and any(one.rubric == JUDGEMENT for one in bank):
        assert JUDGEMENT in rubrics
    others = sum(one.rubric != MOTIVATION for one in bank)
    assert len(chosen) >= min(count, others), "questions were left out that could have been asked"


@given(st.data(), banks(), st.integers(1, 6), st.integers(0, 2**31))
def test_each_question_adds_most_competencies_of_those_that_fit(
    data: st.DataObject, bank: list[Offered], count: int, seed: int
) -> None:
    lately = data.draw(lately_of(bank))
    chosen = choose(bank, count, seed, lately)

    covered: set[CompetencyId] = set()
    for place, one in enumerate(chosen[:-1]):
        rivals = [
            other
            for other in bank
            if other not in chosen[: place + 1]
            and (other.rubric != MOTIVATION or all(before.rubric != MOTIVATION for before in chosen[:place]))
        ]
        fresh = [other for other in rivals if other.id not in lately]
        assert one.id not in lately or not fresh, "asked lately, although another one was not"
        alike = [other for other in rivals if (other.id in lately) == (one.id in lately)]
        assert all(len(set(other.competencies) - covered) <= len(set(one.competencies) - covered) for other in alike)
        covered.update(one.competencies)


@given(st.data(), banks(), st.integers(1, 6), st.integers(0, 2**31))
def test_the_choice_is_a_function_of_what_it_is_given(
    data: st.DataObject, bank: list[Offered], count: int, seed: int
) -> None:
    lately = data.draw(lately_of(bank))
    shuffled = data.draw(st.permutations(bank))
    assert choose(bank, count, seed, lately) == choose(shuffled, count, seed, lately)


def test_of_what_was_asked_lately_the_oldest_comes_first() -> None:
    bank = [offered("new"), offered("old"), offered("older")]
    lately = [one.id for one in bank]
    assert [one.id for one in choose(bank, 3, 1, lately)] == ["older", "old", "new"]


def test_another_seed_gives_another_round() -> None:
    bank = [offered(f"q{at}", competencies=letter) for at, letter in enumerate("aabbccddeeff")]
    assert len({choose(bank, 4, seed) for seed in range(20)}) > 10
