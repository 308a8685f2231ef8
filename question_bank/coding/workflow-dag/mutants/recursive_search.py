"""Wrong: searches the cycle by recursion."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush


class Workflow:
    """Steps, and for each the steps it needs.

    Raises:
        ValueError: If a step needs something that is no step.
    """

    def __init__(self, needs: Mapping[str, Sequence[str]]) -> None:
        self._needs = {step: list(dict.fromkeys(names)) for step, names in needs.items()}
        self._needed_by: dict[str, list[str]] = {step: [] for step in needs}
        for step, names in self._needs.items():
            for name in names:
                if name not in self._needed_by:
                    raise ValueError(f"{step} needs {name}, which is no step")
                self._needed_by[name].append(step)

    def order(self) -> list[str]:
        """All steps, each after what it needs, smallest name first.

        Raises:
            ValueError: If steps need one another in a circle.
        """
        waiting = self._waiting()
        ready = [step for step, count in waiting.items() if count == 0]
        heapify(ready)
        order = []
        while ready:
            step = heappop(ready)
            order.append(step)
            for freed in self._freed(step, waiting):
                heappush(ready, freed)
        return self._complete(order)

    def waves(self) -> list[list[str]]:
        """The steps in groups that can run side by side, each step as early as it can be.

        Raises:
            ValueError: If steps need one another in a circle.
        """
        waiting = self._waiting()
        wave = [step for step, count in waiting.items() if count == 0]
        waves = []
        while wave:
            waves.append(sorted(wave))
            wave = [freed for step in wave for freed in self._freed(step, waiting)]
        self._complete([step for wave in waves for step in wave])
        return waves

    def find_cycle(self) -> list[str] | None:
        """The steps of one cycle, each needing the next and the last the first; None if there is none."""
        state: dict[str, int] = {}
        path: list[str] = []

        def visit(step: str) -> list[str] | None:
            if state.get(step) == 2:
                return None
            if state.get(step) == 1:
                return path[path.index(step) :][::-1]
            state[step] = 1
            path.append(step)
            for name in self._needed_by[step]:
                cycle = visit(name)
                if cycle is not None:
                    return cycle
            path.pop()
            state[step] = 2
            return None

        for step in self._needs:
            cycle = visit(step)
            if cycle is not None:
                return cycle
        return None

    def simulate(
        self, seconds: Mapping[str, int], workers: int, failing: Collection[str]
    ) -> dict[str, tuple[str, int]]:
        """For each step how and at which second it ended when some of them fail.

        Raises:
            ValueError: If steps need one another in a circle.
        """
        if self.find_cycle() is not None:
            raise ValueError("steps need one another in a circle")
        failing = frozenset(failing)
        waiting = self._waiting()
        ready = [step for step, count in waiting.items() if count == 0]
        heapify(ready)
        running: list[tuple[int, str]] = []
        ended: dict[str, tuple[str, int]] = {}
        now = 0
        while ready or running:
            while ready and len(running) < workers:
                step = heappop(ready)
                heappush(running, (now + seconds[step], step))
            now = running[0][0]
            while running and running[0][0] == now:
                _, step = heappop(running)
                if step in failing:
                    ended[step] = "failed", now
                    self._skip_after(step, now, ended)
                    continue
                ended[step] = "done", now
                for freed in self._freed(step, waiting):
                    heappush(ready, freed)
        return ended

    def _skip_after(self, failed: str, now: int, ended: dict[str, tuple[str, int]]) -> None:
        """Mark everything that needs the failed step, directly or through others, unless it is marked already."""
        reached = [failed]
        while reached:
            for step in self._needed_by[reached.pop()]:
                if step not in ended:
                    ended[step] = "skipped", now
                    reached.append(step)

    def _waiting(self) -> dict[str, int]:
        return {step: len(names) for step, names in self._needs.items()}

    def _freed(self, done: str, waiting: dict[str, int]) -> Iterator[str]:
        """Count `done` down for the steps that need it; yields those that now wait for nothing."""
        for step in self._needed_by[done]:
            waiting[step] -= 1
            if waiting[step] == 0:
                yield step

    def _complete(self, order: list[str]) -> list[str]:
        if len(order) < len(self._needs):
            raise ValueError("steps need one another in a circle")
        return order
