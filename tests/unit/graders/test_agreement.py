"""Agreement figures against values worked out by hand, and what must hold for all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.skill import Level
from mockint.graders.agreement import (
    Band,
    agreement,
    by_band,
    constant_guess,
    kappa_interval,
    leniency,
    weighted_kappa,
    within_one,
)

LEVEL = st.sampled_from([1, 2, 3, 4])
PAIRS = st.lists(st.tuples(LEVEL, LEVEL), min_size=1, max_size=40)
Pairs = list[tuple[Level, Level]]


def test_kappa_by_hand() -> None:
    # Seen: one pair is two apart, so 4. By chance: the squared distances of each of 1, 2, 3, 4 to each of 1, 2, 3, 2
    # add up to 32, of which a quarter, since there are four pairs.
    assert weighted_kappa([(1, 1), (2, 2), (3, 3), (4, 2)]) == pytest.approx(1 - 4 / (32 / 4))


def test_full_agreement_and_full_disagreement() -> None:
    assert weighted_kappa([(1, 1), (4, 4)]) == 1
    assert weighted_kappa([(1, 4), (4, 1)]) == -1


@pytest.mark.parametrize("pairs", [[], [(2, 2)], [(3, 3)] * 5])
def test_kappa_is_undefined_where_nothing_varies(pairs: Pairs) -> None:
    assert weighted_kappa(pairs) is None


@given(PAIRS)
def test_kappa_is_symmetric_and_at_most_one(pairs: Pairs) -> None:
    kappa = weighted_kappa(pairs)
    turned = weighted_kappa([(given, settled) for settled, given in pairs])
    assert kappa == pytest.approx(turned) if kappa is not None else turned is None
    assert kappa is None or kappa <= 1


@given(PAIRS, LEVEL)
def test_a_constant_guess_has_no_kappa(pairs: Pairs, level: Level) -> None:
    guessed = weighted_kappa([(settled, level) for settled, _ in pairs])
    assert guessed is None or guessed == pytest.approx(0)


@given(PAIRS)
def test_the_constant_guess_is_the_best_one(pairs: Pairs) -> None:
    best = constant_guess(pairs)
    assert best is not None
    shares = [within_one([(settled, level) for settled, _ in pairs]) for level in (1, 2, 3, 4)]
    assert best.within_one == max(share for share in shares if share is not None)


def test_leniency_and_bands() -> None:
    pairs: Pairs = [(1, 2), (1, 1), (4, 2)]
    assert leniency(pairs) == pytest.approx(-1 / 3)
    assert within_one(pairs) == pytest.approx(2 / 3)
    assert by_band(pairs) == {1: Band(2, 1.5, 1.0, 0.5), 4: Band(1, 2.0, 0.0, -2.0)}
    assert (leniency([]), within_one([]), constant_guess([])) == (None, None, None)


def test_the_interval_is_fixed_by_its_seed_and_holds_the_kappa() -> None:
    groups: list[Pairs] = [[(1, 1), (2, 2)], [(3, 3), (4, 3)], [(2, 3), (4, 4)], [(1, 2), (3, 3)]] * 4
    found = kappa_interval(groups)
    assert found is not None
    assert found == kappa_interval(groups)
    kappa = weighted_kappa([pair for group in groups for pair in group])
    assert kappa is not None
    assert found[0] < kappa < found[1] <= 1


def test_no_interval_of_next_to_nothing() -> None:
    assert kappa_interval([[(1, 2)], [(2, 2)]]) is None
    assert kappa_interval([[(1, 1)]] * 9) is None


def test_the_figures_have_the_keys_that_scripts_read() -> None:
    found = agreement([[(1, 1), (2, 2)], [(3, 4)], [(4, 4), (2, 1)]])
    assert found.keys() == {"n", "levels", "qwk", "qwk_interval", "within_one", "leniency", "by_band", "constant"}
    assert (found["n"], found["levels"], found["leniency"], found["within_one"]) == (3, 5, 0.0, 1.0)
    assert agreement([])["qwk"] is None
