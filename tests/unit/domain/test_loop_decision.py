from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.loop_decision import Vote, decide_loop, round_vote
from mockint.domain.skill import TargetLevel
from mockint.domain.verdict import VerdictWord

WORDS = {
    "SH": VerdictWord.STRONG_HIRE,
    "H": VerdictWord.HIRE,
    "N": VerdictWord.NO_HIRE,
    "SN": VerdictWord.STRONG_NO_HIRE,
    "-": VerdictWord.NOT_JUDGED,
}
KINDS = ("coding", "system_design", "behavioral", "live_build")
DECIDED = {"no_hire": 0, "undecided": 1, "hire": 2, "strong_hire": 3}


def votes(text: str) -> list[Vote]:
    return [
        Vote(f"{kind} (round {number})", kind, WORDS[word])
        for number, (kind, word) in enumerate(zip(KINDS * 2, text.split(), strict=False), start=1)
    ]


@pytest.mark.parametrize(
    ("text", "target", "word"),
    [
        ("H H H H", "senior", "hire"),
        ("SH H H H", "senior", "hire"),
        ("SH SH H H", "senior", "strong_hire"),
        ("SH SH SH N", "senior", "hire"),
        ("H H H N", "senior", "hire"),
        ("H H N N", "senior", "no_hire"),
        ("SH SH N N", "senior", "no_hire"),
        ("SN SH SH SH", "senior", "no_hire"),
        ("SH SH SN SH", "senior", "no_hire"),
        ("SH SH SN SH", "mid", "hire"),
        ("SH SN SH SH", "junior", "hire"),
        ("SH SN SH SH", "mid", "no_hire"),
        ("SH SN N SH", "junior", "no_hire"),
        ("H H H -", "senior", "undecided"),
        ("H H N -", "senior", "undecided"),
        ("H N N -", "senior", "no_hire"),
        ("- - - -", "senior", "undecided"),
        ("SN - - -", "senior", "no_hire"),
        ("", "senior", "undecided"),
    ],
)
def test_the_rule_by_cases(text: str, target: str, word: str) -> None:
    found = decide_loop(votes(text), TargetLevel(target))
    assert found.word == word
    assert found.reasons
    assert all(reason for reason in found.reasons)


def test_the_reasons_name_the_rounds() -> None:
    assert decide_loop(votes("H N N -"), TargetLevel.SENIOR).reasons == (
        "2 of 4 rounds voted below Hire: behavioral (round 3) and system_design (round 2).",
        "No vote yet from live_build (round 4); none of them could change this.",
    )
    assert decide_loop(votes("H -"), TargetLevel.SENIOR).reasons == (
        "system_design (round 2) has no vote: not graded yet.",
        "1 vote so far: 1 at Hire or better, 0 below.",
    )


ANY = st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=6)


@given(ANY, st.sampled_from(TargetLevel), st.randoms(use_true_random=False))
def test_the_order_of_the_rounds_does_not_matter(words: list[str], target: TargetLevel, draw) -> None:
    given_ = votes(" ".join(words))
    shuffled = list(given_)
    draw.shuffle(shuffled)
    first, second = decide_loop(given_, target), decide_loop(shuffled, target)
    assert first.word == second.word
    assert sorted(first.reasons) == sorted(second.reasons)


@given(ANY, st.sampled_from(TargetLevel), st.data())
def test_a_round_without_a_grade_is_never_a_low_one(words: list[str], target: TargetLevel, data) -> None:
    """A vote taken away never turns a decision into No hire, and no vote put in its place makes a No hire better."""
    at = data.draw(st.integers(0, len(words) - 1))
    with_vote = decide_loop(votes(" ".join(words)), target)
    without = decide_loop(votes(" ".join([*words[:at], "-", *words[at + 1 :]])), target)
    assert without.word in {"no_hire", "undecided"}
    if with_vote.word != "no_hire":
        assert without.word == "undecided"
    if without.word == "no_hire":
        assert with_vote.word == "no_hire", "told as final, so it must be"


@given(ANY, st.sampled_from(TargetLevel), st.data())
def test_a_better_vote_never_makes_the_decision_worse(words: list[str], target: TargetLevel, data) -> None:
    words = [word if word != "-" else "H" for word in words]
    at = data.draw(st.integers(0, len(words) - 1))
    ladder = ["SN", "N", "H", "SH"]
    better = ladder[min(3, ladder.index(words[at]) + 1)]
    before = decide_loop(votes(" ".join(words)), target)
    after = decide_loop(votes(" ".join([*words[:at], better, *words[at + 1 :]])), target)
    assert DECIDED[after.word] >= DECIDED[before.word]


@pytest.mark.parametrize(
    ("text", "word"),
    [("H", "H"), ("H H H N", "H"), ("H H N N", "N"), ("SH SH H", "SH"), ("H - H", "-"), ("", "-"), ("SN SH", "SN")],
)
def test_a_round_of_several_questions_votes_with_its_middle_one(text: str, word: str) -> None:
    for order in permutations([WORDS[each] for each in text.split()]):
        assert round_vote(order) is WORDS[word]
