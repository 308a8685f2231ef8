"""Edits: the difference of two texts and when a whole text is kept."""

from __future__ import annotations

import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from mockint.rounds.edits import Change, SnapshotRule, applied, difference, well_formed

TEXTS = st.text(alphabet="ab\n\u00e9\U0001f600", max_size=60)


@given(TEXTS, TEXTS)
@example("aa", "aaa")
@example("abab", "ab")
def test_a_difference_leads_from_the_old_text_to_the_new(old: str, new: str) -> None:
    change = difference(old, new)

    if change is None:
        assert old == new
    else:
        assert applied(old, *change) == new
        assert change.removed or change.inserted


@given(TEXTS, st.integers(0, 60), st.integers(0, 20), TEXTS)
def test_the_difference_is_no_larger_than_the_edit_that_was_made(old: str, at: int, removed: int, new: str) -> None:
    at = min(at, len(old))
    removed = min(removed, len(old) - at)
    change = difference(old, applied(old, at, removed, new))

    assert change is None or (change.removed <= removed and len(change.inserted) <= len(new))


def test_one_typed_character_is_one_small_change() -> None:
    assert difference("def f():\n    retrn 1\n", "def f():\n    return 1\n") == Change(16, 0, "u")


def test_a_change_that_reaches_past_the_end_is_cut_to_fit() -> None:
    assert applied("abc", 10, 5, "x") == "abcx"


def test_halves_of_a_character_are_joined_or_keep_their_place() -> None:
    assert well_formed("a\ud83d\ude00b") == "a\U0001f600b"
    assert well_formed("a\ud83db") == "a\ufffdb"
    assert well_formed("plain \U0001f600") == "plain \U0001f600"


def test_snapshots_cost_at_most_about_a_quarter_of_the_edits() -> None:
    rule = SnapshotRule()
    text = "x" * 6_000
    due = [number for number in range(2_000) if rule.is_due_after(Change(0, 0, "x"), text)]
    gaps = [after - before for before, after in itertools.pairwise(due)]

    assert due
    assert set(gaps) == {238}  # 238 edits of 101 characters are four times the text


def test_a_large_text_is_kept_rarely() -> None:
    rule = SnapshotRule()
    text = "x" * 500_000

    assert sum(rule.is_due_after(Change(0, 0, "x"), text) for _ in range(15_000)) == 0
    assert rule.is_due_after(Change(0, 0, text), text)
