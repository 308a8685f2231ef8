from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from math import inf


def plans(
    steps: Sequence[Sequence[str]],
    conflicts: Sequence[tuple[str, str]],
    uses: Mapping[str, int] | None = None,
    needs: Mapping[str, Collection[str]] | None = None,
    costs: Mapping[str, int] | None = None,
    budget: int | None = None,
    limit: int | None = None,
) -> list[list[str]]:
    """The plans that keep all rules, in the order of the tools in each step; at most `limit` of them."""
    planner = Planner(steps, conflicts, uses or {}, needs or {}, costs or {}, inf if budget is None else budget)
    return list(islice(planner.extend(0), limit))


class Planner:
    """Builds plans step by step; a partial plan that cannot become a plan is given up at once."""

    def __init__(
        self,
        steps: Sequence[Sequence[str]],
        conflicts: Sequence[tuple[str, str]],
        uses: Mapping[str, int],
        needs: Mapping[str, Collection[str]],
        costs: Mapping[str, int],
        budget: float,
    ) -> None:
        self._steps, self._uses, self._needs, self._costs = steps, uses, needs, costs
        self._rivals: dict[str, set[str]] = defaultdict(set)
        for one, other in conflicts:
            self._rivals[one].add(other)
            self._rivals[other].add(one)
        self._at_least = [0.0]  # what the steps from each one on cost at least
        for step in reversed(steps):
            cheapest = min((costs.get(tool, 0) for tool in step), default=inf)
            self._at_least.append(self._at_least[-1] + cheapest)
        self._at_least.reverse()
        self._plan: list[str] = []
        self._taken: Counter[str] = Counter()
        self._left = budget

    def extend(self, at: int) -> Iterator[list[str]]:
        """Every way to go on from a step."""
        if at == len(self._steps):
            yield self._plan[:]
            return
        if self._left < self._at_least[at]:
            return
        for tool in self._steps[at]:
            cost = self._costs.get(tool, 0)
            if self._left - cost >= self._at_least[at + 1] and self._is_free(tool):
                self._plan.append(tool)
                self._taken[tool] += 1
                self._left -= cost
                yield from self.extend(at + 1)
                self._left += cost
                self._taken[tool] -= 1
                self._plan.pop()

    def _is_free(self, tool: str) -> bool:
        """Whether the rules allow a tool after what has been taken so far."""
        taken = self._taken
        return (
            taken[tool] < self._uses.get(tool, inf)
            and (not self._needs.get(tool) or any(taken[earlier] for earlier in self._needs[tool]))
            and not any(taken[rival] for rival in self._rivals[tool])
        )
