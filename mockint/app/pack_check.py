"""Runs everything that a live build promises: reference, naive and cheats over several draws, with the stand-in."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

from mockint.app.build_run import BuildJob, evaluate
from mockint.bank.build_files import BuildPack
from mockint.bank.rules import Finding
from mockint.corpus.findings import findings as corpus_findings
from mockint.errors import KnownError
from mockint.measure.build import score_build

SEEDS: Final = (11, 23, 37, 41, 59)
REFERENCE_LEAST: Final = 80.0
NAIVE_MOST: Final = 50.0
CHEAT_MOST: Final = 40.0
SPREAD_MOST: Final = 5.0
LEAST_CHEATS: Final = 3
_REFERENCE, _NAIVE = "reference", "naive"
Progress = Callable[[str], None]


class BuildFigures(NamedTuple):
    """What the programs of a build score, of 100, on average over the draws.

    Attributes:
        seeds_sd: Standard deviation of the reference's score between draws.
        seeds: Number of draws.
    """

    reference: float | None
    naive: float | None
    cheats: Mapping[str, float]
    seeds_sd: float | None
    seeds: int

    def as_json(self) -> dict[str, Any]:
        """With the keys that scripts read."""
        return {**self._asdict(), "cheats": dict(self.cheats)}


class PackResult(NamedTuple):
    """What came of running a build's programs."""

    findings: tuple[Finding, ...]
    figures: BuildFigures


def check_pack(pack: BuildPack, seeds: Sequence[int] = SEEDS, progress: Progress = lambda _: None) -> PackResult:
    """Run all programs of a build and tell every promise that is not kept; the curveball has come in each run."""
    found = [Finding("facts.toml", key, problem) for key, problem in corpus_findings(pack.vocabulary)]
    if found:
        # Programs would only stumble over what is told already.
        return PackResult(tuple(found), BuildFigures(None, None, {}, None, 0))
    scores: dict[str, list[float]] = {}
    for place, files in programs(pack):
        scores[place] = []
        for seed in seeds:
            progress(f"{place}, seed {seed}")
            job = BuildJob({**pack.task.starter, **files}, pack.task, seed, "changed")
            try:
                ran = evaluate(job)
            except KnownError as fault:
                found.append(Finding(place, "", fault.what))
                break
            scores[place].append(score_build(ran.runs).score)
            if ran.runs.index_fault and place == _REFERENCE:
                found.append(Finding(place, "", f"does not run: {ran.runs.index_fault}"))
                break
    figures = figures_of(scores, len(seeds))
    return PackResult((*found, *broken(figures)), figures)


class Programs(Protocol):
    """The programs that a pack is tried with."""

    @property
    def reference(self) -> Mapping[str, str]:
        """Text by path, laid over the starter."""

    @property
    def naive(self) -> Mapping[str, str]:
        """Likewise."""

    @property
    def cheats(self) -> Mapping[str, Mapping[str, str]]:
        """Likewise, by name."""


def programs(pack: Programs) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every program of a pack with the place where it stands."""
    yield _REFERENCE, pack.reference
    yield _NAIVE, pack.naive
    for name, files in pack.cheats.items():
        yield f"cheats/{name}", files


def figures_of(scores: Mapping[str, Sequence[float]], seeds: int) -> BuildFigures:
    """Means by program, and the spread of the reference."""
    means = {place: round(statistics.fmean(found), 1) for place, found in scores.items() if found}
    reference = scores.get(_REFERENCE, ())
    return BuildFigures(
        reference=means.get(_REFERENCE),
        naive=means.get(_NAIVE),
        cheats={place.removeprefix("cheats/"): mean for place, mean in means.items() if place.startswith("cheats/")},
        seeds_sd=round(statistics.stdev(reference), 2) if len(reference) > 1 else None,
        seeds=seeds,
    )


def broken(figures: BuildFigures) -> Iterator[Finding]:
    """Every promise that the figures do not keep."""
    if len(figures.cheats) < LEAST_CHEATS:
        yield Finding("cheats", "", f"there are {len(figures.cheats)}; {LEAST_CHEATS} or more are needed")
    if figures.reference is not None and figures.reference < REFERENCE_LEAST:
        yield Finding(_REFERENCE, "", f"scores {figures.reference:g} of 100; {REFERENCE_LEAST:g} or more are needed")
    if figures.naive is not None and figures.naive > NAIVE_MOST:
        yield Finding(_NAIVE, "", f"scores {figures.naive:g} of 100; {NAIVE_MOST:g} at most")
    for name, score in figures.cheats.items():
        if score > CHEAT_MOST:
            yield Finding(f"cheats/{name}", "", f"scores {score:g} of 100; {CHEAT_MOST:g} at most")
    if figures.seeds_sd is not None and figures.seeds_sd > SPREAD_MOST:
        yield Finding(
            _REFERENCE, "", f"its scores differ by {figures.seeds_sd:g} between draws; {SPREAD_MOST:g} at most"
        )
