"""How well readiness tells the truth about simulated candidates, and whether what it recommends helps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import NormalDist, fmean

from mockint.bank.catalog import read_catalog
from mockint.bank.loader import load_question
from mockint.bank.rubrics import load_skills, question_rubric
from mockint.paths import bank_root
from mockint.readiness.estimate import COVERAGE, chance, estimate
from mockint.readiness.observations import speaks, strengths
from mockint.readiness.recommend import choose, needs
from tests.bench.figures import Figure
from tests.helpers.candidates import BAR, Moment, Person, World, at_random, named, simulate

PEOPLE = 500
PRACTICE_ROUNDS = 40
_HALF = NormalDist().inv_cdf((1 + COVERAGE) / 2)
_BINS = 10
WRONG = {
    "6_questions": World(questions=6),
    "12_questions": World(questions=12),
    "48_questions": World(questions=48),
    "no_forgetting": World(forgetting="none"),
    "faster_forgetting": World(forgetting="faster"),
    "power_law_forgetting": World(forgetting="power"),
    "learning_four_times_faster": World(learning=4.0),
    "heavy_tails": World(tails=True),
    "half_a_level_lenient": World(lenient=0.5),
    "independent_skills": World(correlation=0.0),
    "strongly_tied_skills": World(correlation=0.8),
}
"""The wrong assumptions, by name; the first three are right ones with fewer or more rounds."""
_LEAST = {"half_a_level_lenient": 0.45}
"""A lenient grader is the one thing that breaks the interval: that is why its leniency is taken out first."""


def figures() -> list[Figure]:
    """Every case has as many simulated candidates, drawn anew."""
    bank = question_strengths()
    people = simulate(PEOPLE, World(), bank)
    found = [
        Figure("coverage_80_as_modelled", coverage(people), "", 0.88, least=0.76),
        Figure("brier_as_modelled", brier(people), "", 0.85, floor=constant_brier(people)),
        Figure("calibration_error_as_modelled", calibration_error(people), "", 0.05),
        Figure("coverage_80_of_raw_means", raw_coverage(people), "", 0.76),
    ]
    for name, world in WRONG.items():
        covered = coverage(simulate(PEOPLE, world, bank))
        found.append(Figure(f"coverage_80_{name}", covered, "", 0.9, least=_LEAST.get(name, 0.7)))
    world = World(questions=PRACTICE_ROUNDS)
    at_chance = ready_share(simulate(PEOPLE, world, bank, at_random, seed=2))
    guided = ready_share(simulate(PEOPLE, world, bank, Recommended(bank), seed=2))
    found.append(Figure("ready_share_of_recommended_practice", guided, "", 1.0, least=at_chance))
    return found


def question_strengths() -> list[dict[int, float]]:
    """How strongly each question of the bank speaks for each skill, by the rubrics in use."""
    place = {skill.id: number for number, skill in enumerate(load_skills())}
    found = []
    for entry in read_catalog(bank_root()).entries:
        question = load_question(entry.folder)
        spoken = strengths(speaks(question_rubric(question), entry.skills))
        found.append({place[skill]: share for skill, share in spoken.items()})
    return found


class Recommended:
    """Picks as the app does."""

    def __init__(self, bank: Sequence[Mapping[int, float]]) -> None:
        self._order = [skill.id for skill in load_skills()]
        self._candidates = named(bank, self._order)

    def __call__(self, moment: Moment) -> int:
        since = {self._order[skill]: passed for skill, passed in moment.days.items()}
        just = frozenset(self._order[skill] for skill in moment.just)
        importance = dict(zip(self._order, moment.importance, strict=True))
        wanted = needs(moment.belief, self._order, since, just, importance)
        choice = choose([self._candidates[number] for number in moment.left], wanted)
        assert choice is not None
        return int(choice.candidate.name)


def coverage(people: Sequence[Person]) -> float:
    """Share of skills whose true level the 80 % interval holds, both on the scale of 1 to 4 on which they are told."""
    held = []
    for person in people:
        for skill, level in enumerate(person.truth):
            told = estimate(person.belief.mean[skill], person.belief.sd(skill), 0, 0)
            held.append(told.low <= min(4.0, max(1.0, level)) <= told.high)
    return fmean(held)


def raw_coverage(people: Sequence[Person]) -> float:
    """The same of the plain mean of the levels with its own standard error, for comparison."""
    held = []
    for person in people:
        for skill, levels in person.shown.items():
            if len(levels) >= 3:
                middle = fmean(levels)
                error = (fmean((one - middle) ** 2 for one in levels) / (len(levels) - 1)) ** 0.5
                held.append(abs(person.truth[skill] - middle) <= _HALF * error)
    return fmean(held)


def brier(people: Sequence[Person]) -> float:
    """Mean squared error of the chance to be at the bar (G. W. Brier, 1950)."""
    return fmean((said - came) ** 2 for said, came in _told(people))


def constant_brier(people: Sequence[Person]) -> float:
    """The same of somebody who always says how many are at the bar."""
    share = fmean(came for _, came in _told(people))
    return share * (1 - share)


def calibration_error(people: Sequence[Person]) -> float:
    """Mean distance, over ten equal bins weighed by size, of what was said and what came."""
    bins: list[list[tuple[float, float]]] = [[] for _ in range(_BINS)]
    for said, came in _told(people):
        bins[min(_BINS - 1, int(said * _BINS))].append((said, came))
    whole = sum(map(len, bins))
    return sum(
        len(each) / whole * abs(fmean(said for said, _ in each) - fmean(came for _, came in each))
        for each in bins
        if each
    )


def ready_share(people: Sequence[Person]) -> float:
    """Share of the skills, by importance, that are truly at the bar in the end."""
    return fmean(
        sum(weight for weight, level in zip(person.importance, person.truth, strict=True) if level >= BAR)
        / sum(person.importance)
        for person in people
    )


def _told(people: Sequence[Person]) -> list[tuple[float, float]]:
    return [
        (chance(person.belief.mean[skill], person.belief.sd(skill)), float(level >= BAR))
        for person in people
        for skill, level in enumerate(person.truth)
    ]
