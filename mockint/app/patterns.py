"""What the last rounds have in common: how levels changed, how well one judges oneself, where time goes, what comes back."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import Any, Final

from mockint.app.past import LAST, MOST, Past, PastQuestion, read_past
from mockint.app.report import KIND_WORDS, clock_words
from mockint.app.services import Services
from mockint.bank.rubrics import load_skills
from mockint.domain.ids import SkillId
from mockint.domain.judgement import Judged
from mockint.domain.skill import LEVEL_WORDS
from mockint.domain.wanted import EVERYTHING, Wanted
from mockint.errors import BadInputError
from mockint.readiness.observations import NOISE_SD, observation, speaks
from mockint.readiness.trend import ENOUGH, Lean, lean, line, reach

LOW: Final = 2
"""A level from which on down a criterion was missed."""
TOO_FEW: Final = "too few rounds"
_NOT_OTHERS: Final = frozenset({"offline", "self"})
_MOST_ENTRIES: Final = 6
_LEAST_GUIDE_S: Final = 1.0


def document(services: Services, last: int = LAST, wanted: Wanted = EVERYTHING) -> dict[str, Any]:
    """The answer of ``mockint history --patterns --json``.

    Raises:
        BadInputError: If more rounds are asked for than are read at once.
    """
    if not 1 <= last <= MOST:
        raise BadInputError(f"{last} rounds cannot be read at once.", f"Name from 1 to {MOST:,}.")
    past = read_past(services, last, wanted)
    titles = {skill.id: skill.title for skill in load_skills(services.bank)}
    return {
        "rounds": past.rounds,
        "questions": len(past.questions),
        "judged": sum(bool(one.levels) for one in past.questions),
        "demo": sum(one.round.demo for one in past.questions),
        "limit": last,
        "all": past.is_all,
        "about": _about(past, last),
        "trends": {
            "kinds": _trends(past.questions, _kind_points),
            "skills": _trends(past.questions, lambda one: _skill_points(one, titles)),
            "criteria": _trends(past.questions, _criterion_points),
        },
        "predictions": _predictions(past.questions),
        "phases": _phases(past.questions),
        "repeats": _repeats(past.questions),
    }


def _about(past: Past, last: int) -> str:
    if not past.rounds:
        return "No round has ended yet."
    which = f"All {past.rounds} rounds that ended" if past.is_all else f"The newest {last} rounds that ended"
    which = "The one round that ended" if past.rounds == 1 else which
    older = "" if past.is_all else "; older ones are not read"
    judged = sum(bool(one.levels) for one in past.questions)
    return f"{which}{older}. {judged} of {len(past.questions)} answers have a level."


Point = tuple[tuple[str, str, str], float, float, bool]
"""What a level is of (kind, id, title), the level, its noise, and whether nobody but the candidate or a guess gave it."""


def _trends(past: Sequence[PastQuestion], points: Callable[[PastQuestion], Iterable[Point]]) -> list[dict[str, Any]]:
    """One entry for everything that has a level, those with most levels first."""
    found: defaultdict[tuple[str, str, str], list[tuple[dict[str, Any], float]]] = defaultdict(list)
    for one in past:
        for key, level, noise, own in points(one):
            half = reach(noise)
            point = {
                "round": one.name,
                "title": one.title,
                "when": one.when.isoformat(),
                "level": round(level, 2),
                "low": round(max(1.0, level - half), 2),
                "high": round(min(4.0, level + half), 2),
                "own_word": own,
                "demo": one.round.demo,
            }
            found[key].append((point, noise))
    rows = [_trend(key, said) for key, said in found.items()]
    return sorted(rows, key=lambda row: -len(row["points"]))


def _trend(key: tuple[str, str, str], said: Sequence[tuple[dict[str, Any], float]]) -> dict[str, Any]:
    kind, name, title = key
    points = [point for point, _ in said]
    fitted = line([point["level"] for point in points], [noise for _, noise in said])
    row: dict[str, Any] = {
        "kind": kind or None,
        "id": name,
        "title": title,
        "points": points,
        "enough": fitted is not None,
        "line": None,
        "change": None,
    }
    if fitted is None:
        return {**row, "words": f"{TOO_FEW} for a trend: {len(points)} of {ENOUGH}"}
    change = fitted.change
    row["line"] = [round(min(4.0, max(1.0, end)), 2) for end in (fitted.start, fitted.end)]
    row["change"] = {key: round(value, 2) for key, value in change._asdict().items()}
    span = f"{_signed(change.low)} to {_signed(change.high)}"
    if not change.is_clear:
        return {**row, "words": f"no clear change over {len(points)} answers ({span} levels)"}
    way = "up" if change.value > 0 else "down"
    return {**row, "words": f"{way} by about {abs(change.value):.1f} over {len(points)} answers ({span} levels)"}


def _signed(value: float) -> str:
    text = f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")
    return "0" if text in {"+0.0", "\N{MINUS SIGN}0.0"} else text


def _by_others(one: PastQuestion) -> dict[str, Judged]:
    return {name: said for name, said in one.levels.items() if said.source not in _NOT_OTHERS}


def _kind_points(one: PastQuestion) -> Iterable[Point]:
    """The weighted mean of what tests, a model or another person judged."""
    weighed = [(c.weight, said) for c in one.rubric.criteria if (said := _by_others(one).get(c.id)) is not None]
    whole = sum(weight for weight, _ in weighed)
    if whole:
        level = sum(weight * said.level for weight, said in weighed) / whole
        noise = math.sqrt(sum((weight * NOISE_SD[said.source]) ** 2 for weight, said in weighed)) / whole
        kind = one.round.kind
        yield (kind, kind, KIND_WORDS[kind]), level, noise, False


def _criterion_points(one: PastQuestion) -> Iterable[Point]:
    for criterion in one.rubric.criteria:
        said = one.levels.get(criterion.id)
        if said is not None:
            key = one.round.kind, str(criterion.id), criterion.title
            yield key, float(said.level), NOISE_SD[said.source], said.source in _NOT_OTHERS


def _skill_points(one: PastQuestion, titles: Mapping[SkillId, str]) -> Iterable[Point]:
    said = list(_by_others(one).values())
    if said:
        shown = observation(said, speaks(one.rubric, one.question.header.skills)).shown  # type: ignore[arg-type]
        for skill, found in shown.items():
            if skill in titles:
                yield ("", str(skill), titles[skill]), found.level, found.sd / math.sqrt(found.strength), False


def _predictions(past: Sequence[PastQuestion]) -> dict[str, Any]:
    """Forecasts against what tests, a model or another person found; one's own word is no check of itself."""
    levels: list[tuple[str, str, float]] = []
    hidden: list[float] = []
    for one in past:
        expected = one.predicted
        if expected is None:
            continue
        said = _by_others(one)
        titles = {criterion.id: criterion.title for criterion in one.rubric.criteria}
        levels += [
            (name, titles[said[name].criterion], float(level - said[name].level))
            for name, level in expected.levels.items()
            if name in said
        ]
        if expected.hidden_pass_rate is not None and one.hidden_share is not None:
            hidden.append(expected.hidden_pass_rate - one.hidden_share)
    by_criterion: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for name, title, off in levels:
        by_criterion[name, title].append(off)
    return {
        "levels": _lean_document([off for _, _, off in levels], _level_words),
        "hidden_tests": _lean_document(hidden, _hidden_words),
        "criteria": [
            {"id": name, "title": title, **_lean_document(offs, _level_words)}
            for (name, title), offs in sorted(by_criterion.items(), key=lambda pair: -len(pair[1]))
        ],
    }


def _lean_document(offs: Sequence[float], words: Callable[[Lean], str]) -> dict[str, Any]:
    found = lean(offs)
    if found is None:
        told = f"{TOO_FEW}: {len(offs)} forecasts of at least {ENOUGH}" if offs else "no forecast to check yet"
        return {
            "count": len(offs),
            "enough": False,
            "bias": None,
            "low": None,
            "high": None,
            "spread": None,
            "words": told,
        }
    return {
        "count": found.size,
        "enough": True,
        "bias": round(found.bias.value, 3),
        "low": round(found.bias.low, 3),
        "high": round(found.bias.high, 3),
        "spread": round(found.spread, 3),
        "words": words(found),
    }


def _level_words(found: Lean) -> str:
    bias = found.bias
    span = f"{_signed(bias.low)} to {_signed(bias.high)}"
    if not bias.is_clear:
        return f"no clear lean in {found.size} judgements (mean {_signed(bias.value)}, {span} levels)"
    way = "too high" if bias.value > 0 else "too low"
    return f"you rate yourself {abs(bias.value):.1f} of a level {way}, in {found.size} judgements ({span})"


def _hidden_words(found: Lean) -> str:
    bias = found.bias
    span = f"{_signed(100 * bias.low)} to {_signed(100 * bias.high)}"
    if not bias.is_clear:
        return f"no clear lean in {found.size} forecasts of the hidden tests ({span} points of 100)"
    way = "more" if bias.value > 0 else "fewer"
    points = abs(100 * bias.value)
    return f"you expect {points:.0f} in 100 hidden tests {way} to pass than do, in {found.size} forecasts ({span})"


def _phases(past: Sequence[PastQuestion]) -> list[dict[str, Any]]:
    """The middle of the time spent in each phase against the guide, by kind of round."""
    found: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for one in past:
        for phase in one.phases:
            found[one.round.kind, phase.name].append((phase.spent_s, phase.guide_s))
    return [_phase(kind, name, spans) for (kind, name), spans in found.items()]


def _phase(kind: str, name: str, spans: Sequence[tuple[float, float]]) -> dict[str, Any]:
    spent, guide = median(one for one, _ in spans), median(one for _, one in spans)
    enough = len(spans) >= ENOUGH
    row = {
        "kind": kind,
        "kind_words": KIND_WORDS[kind],
        "name": name,
        "count": len(spans),
        "spent_s": round(spent, 1),
        "low_s": round(min(one for one, _ in spans), 1),
        "high_s": round(max(one for one, _ in spans), 1),
        "guide_s": round(guide, 1),
        "enough": enough,
    }
    told = f"{clock_words(spent)} of {clock_words(guide)}"
    if not enough:
        return {**row, "words": f"{told}; {TOO_FEW}: {len(spans)} of {ENOUGH}"}
    if guide < _LEAST_GUIDE_S:
        return {**row, "words": told}
    share = spent / guide
    way = (
        "as the guide has it"
        if 0.8 <= share <= 1.25
        else "longer than the guide"
        if share > 1
        else "shorter than the guide"
    )
    return {**row, "words": f"{told}, {way}, in the middle of {len(spans)} rounds"}


def _repeats(past: Sequence[PastQuestion]) -> list[dict[str, Any]]:
    """Criteria that were at `LOW` or below more than once, the most frequent first; offline guesses do not count."""
    seen: defaultdict[tuple[str, str], int] = defaultdict(int)
    missed: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    titles: dict[tuple[str, str], str] = {}
    for one in reversed(past):
        for criterion in one.rubric.criteria:
            said = one.levels.get(criterion.id)
            if said is None or said.source == "offline":
                continue
            key = one.round.kind, str(criterion.id)
            titles.setdefault(key, criterion.title)
            seen[key] += 1
            if said.level <= LOW:
                missed[key].append(_missed(one, said))
    rows = [
        {
            "kind": key[0],
            "kind_words": KIND_WORDS[key[0]],
            "criterion": key[1],
            "title": titles[key],
            "times": len(entries),
            "of": seen[key],
            "words": f"{len(entries)} of {seen[key]} times at {LOW} or below",
            "entries": entries[:_MOST_ENTRIES],
        }
        for key, entries in missed.items()
        if len(entries) > 1
    ]
    return sorted(rows, key=lambda row: (-row["times"], -row["times"] / row["of"], row["title"]))


def _missed(one: PastQuestion, said: Judged) -> dict[str, Any]:
    return {
        "round": one.name,
        "title": one.title,
        "when": one.when.isoformat(),
        "level": said.level,
        "level_words": LEVEL_WORDS[said.level],
        "source": said.source,
        "missing": said.missing or next((each.quote for each in said.evidence if each.verified == "fact"), ""),
        "next_action": said.next_action,
        "demo": one.round.demo,
    }


def as_text(found: Mapping[str, Any]) -> list[str]:
    """The document in lines, for a terminal."""
    lines = [found["about"]]
    if found["demo"]:
        lines.append(f"{found['demo']} of these answers are demo data.")
    for title, rows in (("By kind of round", "kinds"), ("By skill", "skills"), ("By criterion", "criteria")):
        trends = found["trends"][rows]
        if trends:
            lines += ["", f"{title}: levels of 1 to 4, oldest first"]
            lines += [f"  {_trend_name(row)}: {_levels(row['points'])} - {row['words']}" for row in trends]
    predicted = found["predictions"]
    lines += ["", "Your forecasts"]
    lines.append(f"  Levels: {predicted['levels']['words']}")
    lines.append(f"  Hidden tests: {predicted['hidden_tests']['words']}")
    if found["phases"]:
        lines += ["", "Time by phase"]
        lines += [f"  {row['kind_words']}, {row['name']}: {row['words']}" for row in found["phases"]]
    lines += ["", "What comes back"]
    if not found["repeats"]:
        lines.append("  No criterion was at 2 or below more than once.")
    for row in found["repeats"]:
        lines.append(f"  {row['title']} ({row['kind_words']}): {row['words']}")
        lines += [
            f"    {one['when'][:10]} {one['title']}: {one['missing'] or 'nothing was noted'}" for one in row["entries"]
        ]
    return lines


def _trend_name(row: Mapping[str, Any]) -> str:
    kind = row["kind"]
    return row["title"] if kind is None or row["id"] == kind else f"{row['title']} ({KIND_WORDS[kind]})"


def _levels(points: Sequence[Mapping[str, Any]], most: int = 8) -> str:
    told = " ".join(f"{point['level']:g}{'*' if point['own_word'] else ''}" for point in points[-most:])
    return f"... {told}" if len(points) > most else told
