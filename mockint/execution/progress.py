"""How far a job has come: which request is next, and what each outcome means for the rest. Knows no process."""

from __future__ import annotations

from typing import Any

from mockint.execution.job import NOT_RUN, End, Job, Outcome, Ran, Step, isolation_of

_ATTEMPTS = 2


class Progress:
    """One job on its way through one worker or, after a step that ended its worker, several."""

    def __init__(self, job: Job, started_s: float) -> None:
        self.job = job
        self.started_s = started_s
        self.steps: tuple[Step, ...] = job.steps or ()
        self.outcomes: list[Outcome] = []
        self.loading: Outcome | None = None
        self.names: tuple[str, ...] = ()
        self.cancelled = False
        self._loaded = False
        self._faults = 0
        self._over = False
        self._failed = False
        self._asked = 0
        self._peak: int | None = None
        self._layers: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to ask."""
        return self._over

    @property
    def is_loading(self) -> bool:
        """Whether the next outcome is that of loading."""
        return not self._loaded

    def new_worker(self, layers: tuple[str, ...]) -> None:
        """A fresh worker takes the job: the program is to be loaded (again)."""
        self._loaded = False
        self._layers = layers

    def request(self) -> tuple[str, list[Any]]:
        """The operation and body of the next request."""
        if self.is_loading:
            limits = {"memory": self.job.limits.memory_mb << 20, "reply_bytes": self.job.limits.reply_bytes}
            return "load", [self.job.program._asdict() | limits]
        step = self.steps[len(self.outcomes)]
        return step.op, list(step.body)

    def note_peak(self, peak: int | None) -> None:
        """Keep the highest memory of any worker."""
        if peak is not None:
            self._peak = max(peak, self._peak or 0)

    def take(self, outcome: Outcome, now_s: float) -> None:
        """Take the outcome of the request that was made last."""
        if self.is_loading:
            self._take_loading(outcome)
        else:
            self.outcomes.append(outcome)
            if outcome.end is not End.REPLIED and self.job.stop_at_death:
                self._over = True
        if len(self.outcomes) == len(self.steps) or self._is_out_of_time(now_s):
            self._over = True

    def _take_loading(self, outcome: Outcome) -> None:
        if outcome.end is End.FAULT:
            self._faults += 1
            if self._faults < _ATTEMPTS:
                return
        self._loaded = outcome.end is End.REPLIED and outcome.reply[0] == "loaded"
        self._over = not self._loaded
        if self.loading is None or not self._loaded:
            # A program that loads once and then no more is judged by what it did the first time, for the tests done.
            self.loading = self.loading or outcome
        if self._loaded and self.job.steps is None and not self.outcomes:
            self.names = tuple(outcome.reply[1])
            self.steps = tuple(Step("test", (name,)) for name in self.names)

    def _is_out_of_time(self, now_s: float) -> bool:
        if now_s - self.started_s < self.job.limits.run_wall_s:
            return False
        while not self._failed and self._asked < len(self.outcomes):
            self._failed = self.job.failed(self._asked, self.outcomes[self._asked])
            self._asked += 1
        return self._failed

    def result(self, now_s: float) -> Ran:
        """What came of it; steps that were never asked are not run."""
        missing = len(self.steps) - len(self.outcomes)
        return Ran(
            loading=self.loading or Outcome(End.FAULT, detail="no worker started"),
            names=self.names,
            steps=(*self.outcomes, *[NOT_RUN] * missing),
            wall_s=now_s - self.started_s,
            peak_mb=None if self._peak is None else round(self._peak / (1 << 20), 1),
            isolation=isolation_of(self._layers).level,
        )
