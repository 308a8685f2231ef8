"""Checks a grader on the gold set: agreement, leniency, test-retest, attacks, and what it cost."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from mockint.app.catalogue import LoadedQuestion, load
from mockint.app.reading import reading_of_answer
from mockint.app.services import Services
from mockint.domain.calls import Usage
from mockint.domain.ids import CriterionId, QuestionRef
from mockint.domain.judgement import Judged, Ungraded
from mockint.domain.reading import Reading
from mockint.domain.skill import Level, TargetLevel
from mockint.errors import KnownError
from mockint.graders.agreement import Pair, agreement, weighted_kappa
from mockint.graders.attacks import ATTACKS, padded, reversed_text, stuffed
from mockint.graders.base import Grader, Outcome, Step
from mockint.graders.gold import GoldAnswer, load_gold
from mockint.paths import Home

RESULT_FILE = "grader_check.json"
CLEAN_KINDS = frozenset({"weak", "mixed"})
"""Gold answers that attacks are tried on; a strong one has no level to gain."""
SAMPLE_LEVEL = 2
FAILED_IN_A_ROW = 3
"""Gradings in a row without a single level after which a model is given up."""
OFFLINE_ATTACKED = 6
"""Clean answers that each attack is tried on offline, in turn; a model grades one, since each is paid for."""
RETESTED = 12
"""Gold answers that a model grades a second time; the offline grader does all."""
TITLES = {"coding": "explanation"}
"""Which document of its kind a gold answer is, where it is not the first one."""

Progress = Callable[[str], None]
Levels = Mapping[CriterionId, Level]


class GraderCheckError(KnownError):
    """A grader cannot be checked."""


class Case(NamedTuple):
    """An answer to grade, with its settled levels if it has any."""

    name: str
    reading: Reading
    text: str
    loaded: LoadedQuestion
    gold: GoldAnswer | None = None

    def with_text(self, text: str) -> Reading:
        """The same reading of another text."""
        return _reading(self.loaded, text)


class Bench:
    """Grades readings with one grader and keeps count of what it used."""

    def __init__(self, grader: Grader, cancel: threading.Event | None = None) -> None:
        self._grader = grader
        self._cancel = cancel or threading.Event()
        self.usage = Usage()
        self.usd: float | None = 0.0
        self.calls = 0
        self.model = ""
        self.prompt_version = ""
        self.ungraded = 0
        self._failed = 0

    def outcome(self, reading: Reading) -> Outcome:
        """One grading."""
        outcome = self._grader.grade(reading, _hear_nothing, self._cancel)
        self.model, self.prompt_version = outcome.model or self.model, outcome.prompt_version or self.prompt_version
        for call in outcome.calls:
            self.calls += 1
            self.usage += call.usage
            known = self.usd is not None and call.price_usd is not None
            self.usd = (self.usd or 0.0) + (call.price_usd or 0.0) if known else None
        return outcome

    def levels(self, reading: Reading) -> Levels:
        """The levels of one grading; a criterion without one is left out and counted."""
        judgements = self.outcome(reading).judgements
        found = {judged.criterion: judged.level for judged in judgements if isinstance(judged, Judged)}
        self.ungraded += len(judgements) - len(found)
        self._failed = 0 if found or self._grader.name == "offline" else self._failed + 1
        if self._failed == FAILED_IN_A_ROW:
            reason = next((one.reason for one in judgements if isinstance(one, Ungraded)), "")
            raise GraderCheckError(f"The check was stopped, because the grader gives no levels. {reason}")
        return found


class Gradings(NamedTuple):
    """How much a model has to read for a check, before it does.

    Attributes:
        number: How many gradings, about: those of answers that turn out to have no level are left out of the attacks.
        samples: One reading of each kind of question.
    """

    number: int
    samples: tuple[Reading, ...]


def gradings(services: Services) -> Gradings:
    """What a check by a model comes to.

    Raises:
        BankError: If the gold set or a question of it cannot be read.
        GraderCheckError: If there is no gold answer with settled levels.
    """
    questions, cases = _gold_cases(services)
    again = len(_some(cases))
    samples = sum(
        sample.level == SAMPLE_LEVEL and not sample.fluent_but_wrong
        for loaded in questions.values()
        for sample in loaded.question.samples
    )
    kinds = {_kind(case): case.reading for case in cases}
    return Gradings(len(cases) + again + samples + len(ATTACKS) + 6, tuple(kinds.values()))


def _gold_cases(services: Services) -> tuple[dict[QuestionRef, LoadedQuestion], list[Case]]:
    """The gold set's questions, and its answers with settled levels.

    Raises:
        BankError: If the gold set or a question of it cannot be read.
        GraderCheckError: If there is no such answer.
    """
    gold = load_gold(services.bank)
    questions = {ref: load(services, ref) for ref in dict.fromkeys(answer.question for answer in gold)}
    cases = [_case(answer, questions[answer.question]) for answer in gold if answer.levels is not None]
    if not cases:
        raise GraderCheckError("The gold set has no answer with settled levels yet.", "Nothing can be compared.")
    return questions, cases


def _some(cases: Sequence[Case]) -> Sequence[Case]:
    """About `RETESTED` of the answers, from all over the set: a model grades these twice."""
    return cases[:: max(1, len(cases) // RETESTED)]


def check_grader(
    services: Services,
    grader: Grader,
    told: Progress,
    *,
    cancel: threading.Event | None = None,
    per_attack: int | None = None,
) -> dict[str, Any]:
    """Everything that ``mockint grader check`` prints, with the keys that scripts read.

    Args:
        services: For the bank and its gold set.
        grader: What is checked.
        told: Told how far it is.
        cancel: Ends the check soon.
        per_attack: Clean answers that each kind of attack is tried on; None for `OFFLINE_ATTACKED` offline and
            one for a model, in turn.

    Raises:
        BankError: If the gold set or a question of it cannot be read.
        GraderCheckError: If there is no gold answer with settled levels, or the grader gives none.
    """
    questions, cases = _gold_cases(services)
    is_free = grader.name == "offline"
    bench = Bench(grader, cancel)
    given = {}
    for done, case in enumerate(cases, start=1):
        told(f"Gold answer {done} of {len(cases)}: {case.name}")
        given[case.name] = bench.levels(case.reading)
    ungraded = bench.ungraded
    again = cases if is_free else _some(cases)
    retest = _retest(bench, again, given, told)
    clean = [*_clean_gold(cases, given), *_clean_samples(questions, bench)]
    attacked = _attacks(bench, clean, told, per_attack or (OFFLINE_ATTACKED if is_free else 1))
    apart = _apart(bench, clean if is_free else clean[:2], told)
    return {
        "grader": grader.name,
        "model": bench.model,
        "prompt_version": bench.prompt_version,
        **agreement([_pairs(case, given[case.name]) for case in cases]),
        "per_round": {
            kind: agreement([_pairs(case, given[case.name]) for case in cases if _kind(case) == kind])
            for kind in dict.fromkeys(map(_kind, cases))
        },
        "by_answer": _by_answer(cases, given),
        "ungraded": ungraded,
        "retest": retest,
        "attacks": attacked,
        "apart": apart,
        "readers": _readers(cases),
        "usage": {**bench.usage.model_dump(), "calls": bench.calls, "usd": bench.usd},
    }


def keep_result(home: Home, document: Mapping[str, Any], at: datetime) -> Path:
    """Keep the last result, so that Settings can show it."""
    path = home.root / RESULT_FILE
    home.root.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    text = json.dumps({"at": at.isoformat(), **document}, ensure_ascii=False, indent=2)
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(path)
    return path


def kept_result(home: Home) -> dict[str, Any] | None:
    """The last result that was kept; None where there is none or its file is damaged."""
    try:
        document = json.loads((home.root / RESULT_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) and "grader" in document else None


def changed_since(kept: Mapping[str, Any], grader: str, model: str, prompt_version: str) -> str:
    """What is no longer as it was when the grader was checked, in one sentence; empty if nothing changed."""
    if kept.get("grader") != grader:
        return f"The last check was of the grader '{kept.get('grader')}', not of '{grader}'."
    if kept.get("model", "") != model:
        return f"The model has changed since the last check: it was '{kept.get('model')}'."
    if kept.get("prompt_version", "") != prompt_version:
        return "The prompt has changed since the last check."
    return ""


def _hear_nothing(step: Step) -> None:
    """Of a check only its own progress is told."""


def _case(answer: GoldAnswer, loaded: LoadedQuestion) -> Case:
    name = f"{answer.question} {answer.kind}"
    return Case(name, _reading(loaded, answer.text), answer.text, loaded, answer)


def _reading(loaded: LoadedQuestion, text: str) -> Reading:
    question = loaded.question
    named = TITLES.get(question.header.kind)
    return reading_of_answer(question, loaded.rubric, TargetLevel.MID, text, answer=named)


def _kind(case: Case) -> str:
    return case.loaded.question.header.kind


def _pairs(case: Case, given: Levels) -> list[Pair]:
    settled = case.gold.levels.settled if case.gold is not None and case.gold.levels is not None else {}
    return [(settled[criterion], given[criterion]) for criterion in settled if criterion in given]


def _by_answer(cases: Iterable[Case], given: Mapping[str, Levels]) -> dict[str, Any]:
    """For each kind of answer the mean settled level and the mean given one."""
    groups: dict[str, list[Pair]] = {}
    for case in cases:
        if case.gold is not None:
            groups.setdefault(case.gold.kind, []).extend(_pairs(case, given[case.name]))
    return {
        kind: {
            "n": len(pairs),
            "settled": round(fmean(p[0] for p in pairs), 2),
            "given": round(fmean(p[1] for p in pairs), 2),
        }
        for kind, pairs in groups.items()
        if pairs
    }


def _readers(cases: Iterable[Case]) -> dict[str, Any]:
    """How well the two blind readings agree: the most that can be asked of a grader."""
    pairs = [
        (entry.first[criterion], entry.second[criterion])
        for case in cases
        if case.gold is not None and (entry := case.gold.levels) is not None
        for criterion in entry.first
        if criterion in entry.second
    ]
    kappa = weighted_kappa(pairs)
    return {"kappa": None if kappa is None else round(kappa, 3), "levels": len(pairs)}


def _retest(bench: Bench, cases: Sequence[Case], given: Mapping[str, Levels], told: Progress) -> dict[str, Any]:
    same, compared = 0, 0
    for done, case in enumerate(cases, start=1):
        told(f"Second grading {done} of {len(cases)}: {case.name}")
        again = bench.levels(case.reading)
        both = again.keys() & given[case.name].keys()
        compared += len(both)
        same += sum(again[criterion] == given[case.name][criterion] for criterion in both)
    return {"levels": compared, "same": round(same / compared, 3) if compared else None}


class _Clean(NamedTuple):
    case: Case
    levels: Levels


def _clean_gold(cases: Iterable[Case], given: Mapping[str, Levels]) -> list[_Clean]:
    weak = [case for case in cases if case.gold is not None and case.gold.kind in CLEAN_KINDS]
    return [_Clean(case, given[case.name]) for case in weak if given[case.name]]


def _clean_samples(questions: Mapping[QuestionRef, LoadedQuestion], bench: Bench) -> list[_Clean]:
    found = []
    for ref, loaded in questions.items():
        for sample in loaded.question.samples:
            if sample.level == SAMPLE_LEVEL and not sample.fluent_but_wrong:
                case = Case(f"{ref} {sample.name}", _reading(loaded, sample.text), sample.text, loaded)
                found.append(_Clean(case, bench.levels(case.reading)))
    return [clean for clean in found if clean.levels]


def _attacks(bench: Bench, clean: Sequence[_Clean], told: Progress, each: int) -> dict[str, Any]:
    tried, broken = 0, []
    for place, attack in enumerate(ATTACKS):
        told(f"Attack {place + 1} of {len(ATTACKS)}: {attack.kind}")
        for step in range(min(each, len(clean))):
            case, before = clean[(place * each + step) % len(clean)]
            after = bench.levels(case.with_text(attack.apply(case.text, case.reading)))
            tried += 1
            if any(level > before.get(criterion, 4) for criterion, level in after.items()):
                broken.append({"kind": attack.kind, "answer": case.name})
    return {"tried": tried, "resisted": tried - len(broken), "kinds": len(ATTACKS), "broken": broken}


def _apart(bench: Bench, clean: Sequence[_Clean], told: Progress) -> dict[str, Any]:
    """By how many levels an answer moves on the mean when it is padded, stuffed or denied sentence by sentence."""
    told("Padding, key words and denial")
    moved: dict[str, list[float]] = {"padded": [], "stuffed": [], "reversed": []}
    for case, before in clean:
        texts = {
            "padded": padded(case.text),
            "stuffed": stuffed(case.text, case.loaded.question),
            "reversed": reversed_text(case.text),
        }
        for name, text in texts.items():
            after = bench.levels(case.with_text(text))
            moved[name] += [after[criterion] - level for criterion, level in before.items() if criterion in after]
    return {name: round(fmean(steps), 3) if steps else None for name, steps in moved.items()}
