"""The measures of a ranking against trec_eval's."""

from __future__ import annotations

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from mockint.measure.retrieval import is_version_right, ndcg, ranked, recall, reciprocal_rank

IDS = [f"D-{number}" for number in range(16)]
RANKINGS = st.lists(st.sampled_from(IDS), max_size=20)
GRADES = st.dictionaries(st.sampled_from(IDS), st.integers(0, 2), min_size=1)


@given(RANKINGS, GRADES)
def test_equal_to_trec_eval(retrieved: list[str], grades: dict[str, int]) -> None:
    order = ranked(retrieved)
    run = {one: float(len(order) - place) for place, one in enumerate(order)}
    evaluator = pytrec_eval.RelevanceEvaluator({"q": grades}, {"ndcg_cut.10", "recip_rank", "recall.5,10"})
    theirs = evaluator.evaluate({"q": run}).get("q", {})
    mine = {
        "ndcg_cut_10": ndcg(retrieved, grades),
        "recip_rank": reciprocal_rank(retrieved, grades),
        "recall_5": recall(retrieved, grades, 5),
        "recall_10": recall(retrieved, grades, 10),
    }
    assert mine == pytest.approx({name: theirs.get(name, 0.0) for name in mine})


@given(RANKINGS, GRADES)
def test_repetitions_and_stale_grades_change_nothing(retrieved: list[str], grades: dict[str, int]) -> None:
    judged = {one: grade for one, grade in grades.items() if grade}
    for measure in (ndcg, reciprocal_rank):
        assert measure([*retrieved, *retrieved], grades) == measure(retrieved, judged)
    assert recall([*retrieved, *retrieved], grades, 5) == recall(retrieved, judged, 5)


def test_nothing_to_find_is_nought() -> None:
    assert (ndcg(["a"], {}), reciprocal_rank(["a"], {}), recall(["a"], {}, 5)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("retrieved", "is_right"),
    [(["x", "new", "old"], True), (["old", "new"], False), (["x"], False), ([], False), (["new"], True)],
)
def test_version(retrieved: list[str], is_right: bool) -> None:
    assert is_version_right(retrieved, {"new"}, ("old",)) is is_right
