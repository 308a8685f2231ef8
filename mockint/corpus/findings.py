"""Tells what an author's facts do not keep, as pure checks; the programs of the pack are tried elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from mockint.corpus.drawn import candidates
from mockint.corpus.world import LEFT_OUT, PLAIN, TWINS
from mockint.domain.vocabulary import DateValue, EntityValue, NumberValue, Topic, Vocabulary, YesNoValue

LEAST_VALUES: Final = 8
LEAST_TABLES: Final = 6
LEAST_SINGLE: Final = 24
VARIANTS: Final = range(2, 5)
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"[a-z]{3,}")
_COMMON: Final = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "anyone",
        "are",
        "as",
        "ask",
        "at",
        "back",
        "be",
        "been",
        "before",
        "being",
        "between",
        "both",
        "but",
        "by",
        "call",
        "called",
        "can",
        "case",
        "come",
        "could",
        "day",
        "did",
        "do",
        "does",
        "done",
        "each",
        "else",
        "end",
        "ever",
        "every",
        "everyone",
        "far",
        "first",
        "for",
        "from",
        "get",
        "gets",
        "give",
        "given",
        "go",
        "got",
        "had",
        "has",
        "have",
        "her",
        "his",
        "how",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "keep",
        "kept",
        "last",
        "least",
        "less",
        "like",
        "long",
        "made",
        "make",
        "many",
        "may",
        "me",
        "mean",
        "more",
        "most",
        "much",
        "must",
        "my",
        "need",
        "needs",
        "new",
        "no",
        "nor",
        "not",
        "now",
        "of",
        "off",
        "on",
        "once",
        "one",
        "ones",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "per",
        "put",
        "said",
        "same",
        "say",
        "see",
        "she",
        "should",
        "since",
        "so",
        "some",
        "someone",
        "still",
        "such",
        "take",
        "taken",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "this",
        "those",
        "time",
        "to",
        "too",
        "two",
        "under",
        "until",
        "up",
        "us",
        "use",
        "used",
        "very",
        "want",
        "was",
        "way",
        "we",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yet",
        "you",
        "your",
    ]
)
_AGGREGATE_NAMES: Final = {
    "count": ({"area"}, {"area"}),
    "list": ({"area"}, {"area"}),
    "largest": ({"area", "unit"}, {"area", "unit"}),
    "sum": ({"first", "second"}, {"first", "second", "unit", "area"}),
}
_CURVEBALL_NAMES: Final = {"amendments": {"document", "value"}, "withdrawn": set(), "role": set(), "budget": set()}


def findings(vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Key and problem of everything to mend."""
    return [
        *_whole(vocabulary),
        *_texts(vocabulary),
        *_areas(vocabulary),
        *_aggregates(vocabulary),
        *_topics(vocabulary),
    ]


def _whole(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    first, last = _day(vocabulary.first_day), _day(vocabulary.last_day)
    if first is None or last is None or (last - first).days < 365:
        yield "first_day", "first_day and last_day are not days (ISO) a year or more apart"
    tables = sum(bool(topic.variants) for topic in vocabulary.topics)
    if tables < LEAST_TABLES:
        yield "topics", f"{tables} have variants; {LEAST_TABLES} or more are needed for tables"
    single = len(vocabulary.topics) - tables
    least = LEAST_SINGLE + TWINS + LEFT_OUT + PLAIN
    if single < LEAST_SINGLE:
        yield "topics", f"{single} have a single value; {LEAST_SINGLE} or more are needed, better {least}"
    for kind in ("in_force", "superseded", "draft", "note", "digest"):
        if not vocabulary.kinds.get(kind):
            yield f"kinds.{kind}", "is missing"
    keys = [topic.key for topic in vocabulary.topics]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield "topics", f"more than one is named '{key}'"


def _texts(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for index, text in enumerate(vocabulary.injections):
        yield from _placeholders(f"injections[{index}]", text, {"wrong"}, {"wrong"})
    for index, text in enumerate(vocabulary.filler):
        yield from _placeholders(f"filler[{index}]", text, set(), set())
    curveball = vocabulary.curveball
    if curveball.kind in {"amendments", "withdrawn"} and not curveball.statements:
        yield "curveball.statements", "is missing: what the new documents say"
    for index, text in enumerate(curveball.statements):
        yield from _placeholders(f"curveball.statements[{index}]", text, set(), _CURVEBALL_NAMES[curveball.kind])


def _areas(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    curveball = vocabulary.curveball
    for key in (*curveball.roles, *(topic.area for topic in vocabulary.topics)):
        if key not in vocabulary.areas:
            yield "areas", f"'{key}' is used and is not an area"
    for key, area in vocabulary.areas.items():
        for role in (*area.roles, *curveball.roles.get(key, ())):
            if role not in vocabulary.roles:
                yield f"areas.{key}.roles", f"'{role}' is not one of roles"


def _aggregates(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for index, rule in enumerate(vocabulary.aggregates):
        needed, allowed = _AGGREGATE_NAMES[rule.ask]
        for text in rule.questions:
            yield from _placeholders(f"aggregates[{index}].questions", text, needed, allowed)


def _topics(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for topic in vocabulary.topics:
        key = f"topics.{topic.key}"
        yield from ((f"{key}.{where}", problem) for where, problem in _value(topic, vocabulary))
        if topic.variants and len(topic.variants) not in VARIANTS:
            yield f"{key}.variants", f"there are {len(topic.variants)}; 2 to 4 are needed"
        variant = {"variant"} if topic.variants else set()
        for name in ("statements", "questions", "paraphrases", "context", "missing", "titles"):
            value = {"value"} if name == "statements" else set()
            needed = value | (variant if name in {"statements", "questions"} else set())
            allowed = value | (variant if name not in {"titles", "context"} else set())
            for text in getattr(topic, name):
                yield from _placeholders(f"{key}.{name}", text, needed, allowed)
        yield from _shared_words(key, topic)


def _value(topic: Topic, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    value = topic.value
    if isinstance(value, EntityValue) and value.pool not in vocabulary.pools:
        yield "value.pool", f"'{value.pool}' is not one of pools"
        return
    if isinstance(value, DateValue) and (_day(value.first) is None or _day(value.last) is None):
        yield "value", "first and last are not days (ISO)"
        return
    if isinstance(value, YesNoValue):
        return
    if isinstance(value, NumberValue) and value.high <= value.low:
        yield "value.high", "is not over low"
        return
    least = LEAST_VALUES * max(1, len(topic.variants)) // (2 if topic.variants else 1)
    found = len(candidates(topic, vocabulary))
    if found < least:
        yield "value", f"only {found} values can be drawn; {least} or more are needed"


def _shared_words(key: str, topic: Topic) -> Iterator[tuple[str, str]]:
    """A paraphrase that shares a content word could be found by words alone."""
    known = set(_content((*topic.titles, *topic.statements, *topic.questions)))
    names = set(_content(topic.variants))
    for text in topic.paraphrases:
        shared = sorted((set(_content([text])) & known) - names)
        if shared:
            yield f"{key}.paraphrases", f"'{text}' shares {', '.join(shared)} with titles, statements or questions"


def _content(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in _WORD.findall(_PLACEHOLDER.sub(" ", text).lower()):
            if word not in _COMMON:
                yield word[:-1] if word.endswith("s") and len(word) > 3 else word


def _placeholders(key: str, text: str, needed: set[str], allowed: set[str]) -> Iterator[tuple[str, str]]:
    found = {match[1:-1] for match in _PLACEHOLDER.findall(text)}
    if found - allowed:
        yield key, f"'{text}' holds {{{'}, {'.join(sorted(found - allowed))}}}, which is not filled here"
    if needed - found:
        yield key, f"'{text}' does not hold {{{'}, {'.join(sorted(needed - found))}}}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
