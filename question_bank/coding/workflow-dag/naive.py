"""Right, but looks at every step again for every step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence


class Workflow:
    """Steps, and for each the steps it needs."""

    def __init__(self, needs: Mapping[str, Sequence[str]]) -> None:
        self.needs = {step: set(names) for step, names in needs.items()}
        for names in self.needs.values():
            if not names <= self.needs.keys():
                raise ValueError("a need is no step")

    def order(self) -> list[str]:
        done: list[str] = []
        while len(done) < len(self.needs):
            known = set(done)
            ready = [step for step, names in self.needs.items() if step not in known and names <= known]
            if not ready:
                raise ValueError("a circle")
            done.append(min(ready))
        return done

    def waves(self) -> list[list[str]]:
        waves: list[list[str]] = []
        done: set[str] = set()
        while len(done) < len(self.needs):
            wave = sorted(step for step, names in self.needs.items() if step not in done and names <= done)
            if not wave:
                raise ValueError("a circle")
            waves.append(wave)
            done |= set(wave)
        return waves

    def find_cycle(self) -> list[str] | None:
        left = {step: set(names) for step, names in self.needs.items()}
        while free := {step for step, names in left.items() if not names & left.keys()}:
            left = {step: names for step, names in left.items() if step not in free}
        if not left:
            return None
        path = [next(iter(left))]
        while True:
            step = next(name for name in left[path[-1]] if name in left)
            if step in path:
                return path[path.index(step) :]
            path.append(step)

    def simulate(
        self, seconds: Mapping[str, int], workers: int, failing: Collection[str]
    ) -> dict[str, tuple[str, int]]:
        self.order()
        ended: dict[str, tuple[str, int]] = {}
        running: dict[str, int] = {}
        now = 0
        while len(ended) < len(self.needs):
            done = {step for step, (state, _) in ended.items() if state == "done"}
            for step in sorted(self.needs):
                free = len(running) < workers and step not in running and step not in ended
                if free and self.needs[step] <= done:
                    running[step] = now + seconds[step]
            now = min(running.values())
            for step in [step for step, end in running.items() if end == now]:
                del running[step]
                ended[step] = ("failed" if step in failing else "done"), now
            lost = {step for step, (state, _) in ended.items() if state != "done"}
            while new := {step for step, names in self.needs.items() if step not in ended and names & lost}:
                ended.update(dict.fromkeys(new, ("skipped", now)))
                lost |= new
        return ended
