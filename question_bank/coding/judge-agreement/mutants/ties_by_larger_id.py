from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

Grades = Mapping[str, str]
Cell = tuple[int, int]
"""The places of the judge's and of the human grade of a case."""

DECIMALS = 9


class Agreement:
    """Compares the grades of a judge with those of people."""

    def __init__(self, grades: Sequence[str]) -> None:
        self._place = {grade: place for place, grade in enumerate(grades)}

    def kappa(self, judge: Grades, human: Grades) -> float | None:
        """Quadratic weighted kappa over the shared cases; None where chance leaves no room to disagree."""
        return kappa_of(Counter(self._cells(judge, human).values()))

    def diff(self, before: Grades, after: Grades, human: Grades) -> dict[str, list[str]]:
        """The cases that changed between two runs of the judge, by what became of them."""
        lists: dict[str, list[str]] = {
            "fixed": [],
            "broken": [],
            "closer": [],
            "farther": [],
            "lost": sorted((human.keys() & before.keys()) - after.keys()),
            "new": sorted((human.keys() & after.keys()) - before.keys()),
        }
        for case in sorted(human.keys() & before.keys() & after.keys()):
            was, now = (abs(self._place[run[case]] - self._place[human[case]]) for run in (before, after))
            if now < was:
                lists["closer" if now else "fixed"].append(case)
            elif now > was:
                lists["farther" if was else "broken"].append(case)
        return lists

    def pulls_down(self, judge: Grades, human: Grades, limit: int) -> list[str]:
        """The cases without which kappa would be higher, the most harmful first."""
        cells = self._cells(judge, human)
        counts = Counter(cells.values())
        whole = kappa_of(counts)
        if whole is None:
            return []
        # What a case does to kappa depends on its cell alone.
        without = {cell: kappa_of(counts - Counter([cell])) for cell in counts}
        raised = {cell: round(k, DECIMALS) for cell, k in without.items() if k is not None}
        harmful = [case for case, cell in cells.items() if raised.get(cell, -2.0) > round(whole, DECIMALS)]
        return sorted(harmful, key=lambda case: (raised[cells[case]], case), reverse=True)[:limit]

    def _cells(self, judge: Grades, human: Grades) -> dict[str, Cell]:
        place = self._place
        return {case: (place[judge[case]], place[human[case]]) for case in judge.keys() & human.keys()}


def kappa_of(counts: Counter[Cell]) -> float | None:
    """Kappa from how many cases fall into each cell; whole numbers until the last division."""
    judge: Counter[int] = Counter()
    human: Counter[int] = Counter()
    observed = 0
    for (mine, theirs), cases in counts.items():
        judge[mine] += cases
        human[theirs] += cases
        observed += cases * (mine - theirs) ** 2
    expected = sum(judge[mine] * human[theirs] * (mine - theirs) ** 2 for mine, theirs in product(judge, human))
    return 1 - observed * counts.total() / expected if expected else None
