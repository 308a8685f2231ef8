"""What the words of a question must hold: a prompt of readable length, points that differ, and nothing said twice.

Pure text, no code is run. Two texts are near-duplicates when they share most of their runs of three words (w-shingling;
Broder 1997).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from mockint.bank.rules import Finding
from mockint.domain.question import EvidencePoint, Question
from mockint.domain.rubric import QuestionKind

MAX_GRADE: Final = 10.0
"""School grade (Flesch-Kincaid) that a prompt may ask of its reader, who reads against the clock."""
PROMPT_WORDS: Final[Mapping[QuestionKind, range]] = {
    "coding": range(150, 1001),
    "system_design": range(80, 501),
    "behavioral": range(20, 401),
    "live_build": range(150, 601),
    "take_home": range(150, 901),
    "concept": range(12, 91),
}
"""Words of a prompt, all levels together."""
ALIKE: Final = 0.6
"""Share of their runs of words that two texts of a bank may have in common, short of this."""
SAME_POINT: Final = 0.6
"""Share of their words (Jaccard) that two evidence points may have in common, short of this."""
_RUN = 3
_LEAST_WORDS = 9
_TOLD = 3
_FENCE = re.compile(r"```.*?```", re.DOTALL)
_ENDS = re.compile(r"[.!?:;]\s+|\n\s*\n|\n\s*[-*]\s")
_WORD = re.compile(r"[a-z][a-z'\u2019-]*", re.IGNORECASE)
_SMALL_WORDS = (
    "a an the and or of to in on is are was be by it its as at for from that this with not no so than then they i we "
    "you one each every has have had what which who when where how if but do does can"
)
_SMALL = frozenset(_SMALL_WORDS.split())


class Text(NamedTuple):
    """A text of a question with its place.

    Attributes:
        group: Texts of one group are ways of saying one thing and may be alike.
    """

    folder: Path
    file: str
    key: str
    group: str
    text: str


class Duplicate(NamedTuple):
    """A text that is said elsewhere too."""

    text: Text
    other: Text
    share: float


def text_findings(question: Question) -> list[Finding]:
    """What the prompt and the evidence points of a question do not hold."""
    return [*_prompt(question), *_given_away(question), *_points(question.evidence)]


def reading_grade(text: str) -> float:
    """The school grade of a text's prose, without code and tables (Kincaid and others 1975).

    Syllables are counted as groups of vowels, which is near enough for a bound.
    """
    prose = _prose(text)
    sentences = [part for part in _ENDS.split(prose) if _WORD.search(part)]
    words = _WORD.findall(prose)
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def duplicates(texts: Sequence[Text]) -> list[Duplicate]:
    """Texts that another text says in nearly the same words, each told once, at the later place."""
    runs = [_runs(text.text) for text in texts]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    found = []
    for later, own in enumerate(runs):
        shared: Counter[int] = Counter()
        for run in own:
            shared.update(places[run])
            places[run].append(later)
        for earlier, common in shared.most_common(_TOLD):
            share = common / len(own | runs[earlier])
            if share >= ALIKE and texts[earlier].group != texts[later].group:
                found.append(Duplicate(texts[later], texts[earlier], share))
                break
    return found


def texts_of(question: Question, folder: Path) -> Iterator[Text]:
    """Every text of a question that a person reads and that is nobody else's."""

    def each(file: str, key: str, texts: Iterable[str]) -> Iterator[Text]:
        for place, text in enumerate(texts):
            yield Text(folder, file, f"{key}[{place}]", f"{folder}:{file}:{key}[{place}]", text)

    yield Text(folder, "prompt.md", "", f"{folder}:prompt", question.prompt)
    yield from each("interview.toml", "hints", question.hints)
    yield from each("interview.toml", "facts", (fact.answer for fact in question.facts))
    yield from each("interview.toml", "probes", (probe.text for probe in question.probes))
    for place, point in enumerate(question.evidence):
        group = f"{folder}:point {place}"
        yield from (
            Text(folder, "evidence.toml", f"points[{place}]", group, said) for said in (point.says, *point.ways)
        )
    yield from each("samples/samples.toml", "samples", (sample.text for sample in question.samples))
    if question.coding is not None:
        yield from each("coding.toml", "mutants", (mutant.trap for mutant in question.coding.mutants))


def _prompt(question: Question) -> Iterator[Finding]:
    text = _whole_prompt(question)
    words, bounds = len(text.split()), PROMPT_WORDS.get(question.header.kind)
    if bounds is not None and words not in bounds:
        yield Finding("prompt.md", "", f"has {words} words; {bounds.start} to {bounds.stop - 1} can be read in time")
    grade = reading_grade(text)
    if grade > MAX_GRADE:
        yield Finding(
            "prompt.md", "", f"reads like grade {grade:.1f}; {MAX_GRADE:g} at most: shorter sentences, plainer words"
        )


def _given_away(question: Question) -> Iterator[Finding]:
    """Hints and points whose words stand in the prompt already."""
    shown = _runs(_whole_prompt(question))
    texts = [("interview.toml", f"hints[{place}]", hint) for place, hint in enumerate(question.hints)]
    texts += [("evidence.toml", f"points[{place}].says", point.says) for place, point in enumerate(question.evidence)]
    for file, key, text in texts:
        runs = _runs(text)
        if runs and len(runs & shown) >= ALIKE * len(runs):
            yield Finding(file, key, "stands in the prompt, in nearly the same words")


def _whole_prompt(question: Question) -> str:
    levels = question.coding.levels if question.coding is not None else ()
    return "\n\n".join((question.prompt, *(level.prompt for level in levels)))


def _points(points: Sequence[EvidencePoint]) -> Iterator[Finding]:
    words = [_content_words(point.says) for point in points]
    for (first, one), (second, other) in itertools.combinations(enumerate(words), 2):
        shared = len(one & other) / max(1, len(one | other))
        if points[first].criterion == points[second].criterion and shared >= SAME_POINT:
            yield Finding("evidence.toml", f"points[{second}]", f"says nearly what points[{first}] says")


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(_FENCE.sub(" ", text))]
    if len(words) < _LEAST_WORDS:
        return frozenset()
    return frozenset(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text)) - _SMALL


def _prose(text: str) -> str:
    text = _FENCE.sub(" ", text)
    text = re.sub(r"^(\||#).*$", "", text, flags=re.MULTILINE)
    return re.sub(r"`[^`]*`", "it", text)


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    if groups > 1 and (re.search(r"[^l]e$", word) or re.search(r"[^td]ed$", word)):
        groups -= 1
    return max(1, groups)
