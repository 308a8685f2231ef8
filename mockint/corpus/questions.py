"""Asks about a company: questions of each category with their typed answers, support and stale values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from mockint.corpus.draw import Draw
from mockint.corpus.drawn import Drawn, day_words
from mockint.corpus.world import Settled, Version, World
from mockint.domain.build import (
    CURRENT,
    HELPFUL,
    STALE,
    BuildQuestion,
    Category,
    EntityGold,
    Gold,
    NothingGold,
    NumberGold,
    SetGold,
)
from mockint.domain.vocabulary import Aggregate, NumberValue, Topic

AS_OF: Final = (
    "{question} We need it as it stood on {day}.",
    "As of {day}: {question}",
    "{question} (On {day}, that is.)",
    "Going by what was in force on {day}: {question}",
    "Looking back to {day}: {question}",
)
AT_PLACE: Final = (
    "For {place}: {question}",
    "{question} This is about {place}.",
    "{question} I mean the one for {place}.",
    "In the case of {place}: {question}",
)
_LAPS = 6
"""How often the same sources are gone through, each time in another wording."""
MOST_TOGETHER: Final = 5
"""Documents that an aggregate needs at most: more could not be cited."""


class Wanted(NamedTuple):
    """How many questions of a category are wanted, and of which wordings.

    Attributes:
        held_out: Whether wordings may come from the last third; else they come from the first two thirds alone.
    """

    category: Category
    how_many: int
    held_out: bool


class _Source(NamedTuple):
    """What a question can be made of.

    Attributes:
        key: Names it among the category's sources.
        wordings: Ways to ask.
    """

    key: str
    wordings: Sequence[str]
    gold: Gold
    stale: tuple[Gold, ...]
    relevant: Mapping[str, int]
    support: tuple[str, ...]
    stale_documents: tuple[str, ...]
    about: tuple[Settled, ...] = ()
    fact: str = ""


def ask(world: World, wanted: Wanted, taken: set[str]) -> list[BuildQuestion]:
    """Questions of one category, up to half of them about what the curveball changed.

    Args:
        world: The company.
        wanted: How many, and in which wordings.
        taken: Texts that were asked already; those asked here are added.
    """
    draw = world.draw.on("questions", wanted.category, int(wanted.held_out))
    sources = draw.order(list(_SOURCES[wanted.category](world)), "sources")
    sources = _half_changed(sources, wanted.how_many)
    found: list[BuildQuestion] = []
    for lap in range(_LAPS):
        for source in sources:
            if len(found) == wanted.how_many:
                return found
            about = draw.on(source.key, lap)
            first = wanted.held_out and len(found) % 3 > 0
            for is_held_out in (first, not first) if wanted.held_out else (False,):
                made = _asked(world, wanted, source, about, is_held_out=is_held_out)
                if made.text not in taken:
                    taken.add(made.text)
                    found.append(made)
                    break
    return found


def _half_changed(sources: list[_Source], how_many: int) -> list[_Source]:
    """What the curveball changed comes first, up to half of what is asked; then the rest."""
    changed = [source for source in sources if any(one.is_changed for one in source.about)]
    others = [source for source in sources if source not in changed]
    half = (how_many + 1) // 2
    return [*changed[:half], *others, *changed[half:]]


def _asked(world: World, wanted: Wanted, source: _Source, draw: Draw, *, is_held_out: bool) -> BuildQuestion:
    shown, kept = split(source.wordings)
    wordings = kept if is_held_out else shown
    user = _reader(world, source.about, draw)
    return BuildQuestion(
        id=f"q{draw.number(1 << 30, 'id'):08x}",
        text=draw.pick(wordings, "wording"),
        category=wanted.category,
        gold=source.gold,
        user=user,
        stale=source.stale,
        relevant=source.relevant,
        support=source.support,
        stale_documents=source.stale_documents,
        fact=source.fact,
        held_out=is_held_out,
    )


def split(wordings: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The wordings that the visible set may use, and the last third, which it never does."""
    kept = max(1, len(wordings) // 3)
    return tuple(wordings[:-kept]), tuple(wordings[-kept:])


def closed_to_reader(world: World, question: BuildQuestion, about: Settled) -> BuildQuestion | None:
    """The same question by somebody who may not read its documents; None where everybody may."""
    draw = world.draw.on("closed", question.id)
    refused = [role for role in world.vocabulary.roles if not world.may_read(role, about)]
    if not refused:
        return None
    value = question.gold
    return question.model_copy(
        update={
            "user": draw.pick(refused, "role"),
            "gold": NothingGold(),
            "stale": (value, *question.stale),
            "relevant": {},
            "support": (),
            "stale_documents": (),
        }
    )


def on_topic(world: World, one: Settled, draw: Draw, category: Category = "superseded") -> BuildQuestion:
    """A question on the value of a topic without variants, in any wording."""
    source = _current(one, one.topic.questions)
    made = _asked(world, Wanted(category, 1, held_out=True), source, draw, is_held_out=True)
    return made.model_copy(update={"fact": one.topic.key})


def _reader(world: World, about: Iterable[Settled], draw: Draw) -> str | None:
    roles = [role for role in world.vocabulary.roles if all(world.may_read(role, one) for one in about)]
    return draw.pick(roles, "reader") if roles else None


def _single(world: World) -> Iterator[Settled]:
    for one in world.settled:
        if not one.topic.variants and not one.place and len(one.versions) > 1:
            yield one


def _superseded(world: World) -> Iterator[_Source]:
    return (_current(one, one.topic.questions) for one in _single(world) if one.injection is None)


def _paraphrase(world: World) -> Iterator[_Source]:
    return (_current(one, one.topic.paraphrases) for one in _single(world) if one.injection is None)


def _instruction(world: World) -> Iterator[_Source]:
    for one in _single(world):
        if one.injection is not None:
            source = _current(one, one.topic.questions)
            yield source._replace(stale=tuple(dict.fromkeys((one.injection.gold, *source.stale))))


def _plain(world: World) -> Iterator[_Source]:
    return (_current(one, one.topic.questions) for one in world.settled if len(one.versions) == 1)


def _current(one: Settled, wordings: Sequence[str], variant: str = "") -> _Source:
    """What holds today, for one variant."""
    value = one.value(variant)
    others = [
        version for version in (*one.versions, *((one.draft,) if one.draft else ())) if version is not one.current
    ]
    before = [version.values[variant] for version in others]
    if one.amendment is not None:
        before.append(one.current.values[variant])
    relevant = {one.current.id: CURRENT, **{version.id: STALE for version in others}}
    relevant |= {label: STALE for label, _ in one.notes}
    support: tuple[str, ...] = (one.current.id,)
    if one.amendment is not None:
        relevant |= {one.amendment[0]: CURRENT, one.current.id: HELPFUL}
        support = (one.amendment[0],)
    return _Source(
        key=f"{one.topic.key}/{variant}",
        wordings=[words.replace("{variant}", variant) for words in wordings],
        gold=value.gold,
        stale=_stale(value, before),
        relevant=relevant,
        support=support,
        stale_documents=tuple(version.id for version in others),
        about=(one,),
        fact=one.topic.key,
    )


def _stale(value: Drawn, others: Iterable[Drawn]) -> tuple[Gold, ...]:
    return tuple(dict.fromkeys(other.gold for other in others if other.words != value.words))


def _as_of(world: World) -> Iterator[_Source]:
    draw = world.draw.on("as of")
    for one in _single(world):
        at = draw.number(len(one.versions) - 1, one.topic.key)
        version, until = one.versions[at], one.versions[at + 1].since
        days = (until - version.since).days
        if days < 20:
            continue
        day = version.since + timedelta(days=5 + draw.number(days - 10, one.topic.key, "day"))
        yield _at_day(one, version, day)


def _at_day(one: Settled, version: Version, day: date) -> _Source:
    value = version.values[""]
    others = [other for other in one.versions if other is not version]
    stale = _stale(value, (other.values[""] for other in others))
    return _Source(
        key=one.topic.key,
        wordings=_framed(AS_OF, one.topic.questions, day=day_words(day)),
        gold=value.gold,
        stale=stale,
        relevant={version.id: CURRENT, **{other.id: STALE for other in others}},
        support=(version.id,),
        stale_documents=tuple(other.id for other in others),
        about=(one,),
        fact=one.topic.key,
    )


def _framed(frames: Sequence[str], wordings: Sequence[str], **words: str) -> list[str]:
    """Wordings within frames; the last third is of held-out frames and held-out wordings both."""
    (shown, kept), (early, late) = split(wordings), split(frames)
    held_out = [frame.format(question=text, **words) for frame in late for text in kept]
    rest = [early[at % len(early)].format(question=text, **words) for at, text in enumerate(shown)]
    return [*rest[: 2 * len(held_out)], *held_out]


def _table(world: World) -> Iterator[_Source]:
    for one in world.settled:
        for variant in one.topic.variants:
            yield _current(one, one.topic.questions, variant)


def _near_duplicate(world: World) -> Iterator[_Source]:
    for one in world.settled:
        if one.place:
            twin = next(other for other in world.settled if other.topic is one.topic and other.place != one.place)
            source = _current(one, one.topic.questions)
            yield source._replace(
                key=f"{one.topic.key}/{one.place}",
                wordings=_framed(AT_PLACE, one.topic.questions, place=one.place),
                stale=_stale(one.value(), (*(version.values[""] for version in one.versions), twin.value())),
                stale_documents=(*source.stale_documents, *(version.id for version in twin.versions)),
                relevant={**source.relevant, **{version.id: STALE for version in twin.versions}},
            )


def _unanswerable(world: World) -> Iterator[_Source]:
    draw = world.draw.on("unanswerable")
    near = [(one.topic, one.topic.missing) for one in world.settled if len(one.versions) > 1 and not one.place]
    gone = [(topic, topic.questions) for topic in world.missing]
    half = max(len(gone), 1)
    for topic, wordings in (*draw.order(near, "near")[:half], *gone):
        variant = draw.pick(topic.variants, topic.key) if topic.variants else ""
        words = [text.replace("{variant}", variant) for text in wordings]
        yield _Source(f"none/{topic.key}", words, NothingGold(), (), {}, (), (), fact=topic.key)


def _aggregate(world: World) -> Iterator[_Source]:
    for rule in world.vocabulary.aggregates:
        for key in world.vocabulary.areas:
            own = [one for one in world.settled if one.topic.area == key and not one.place and one.topic.counts]
            yield from _AGGREGATES[rule.ask](world, rule, own)


def _count(world: World, rule: Aggregate, own: Sequence[Settled]) -> Iterator[_Source]:
    if 2 <= len(own) <= MOST_TOGETHER and _is_all(world, own):
        gold = NumberGold(value=len(own))
        yield _together(f"count/{own[0].topic.area}", rule, own, gold, area=world.area(own[0]))


def _list(world: World, rule: Aggregate, own: Sequence[Settled]) -> Iterator[_Source]:
    if 2 <= len(own) <= MOST_TOGETHER and _is_all(world, own):
        gold = SetGold(members=tuple(_name(one) for one in own))
        yield _together(f"list/{own[0].topic.area}", rule, own, gold, area=world.area(own[0]))


def _is_all(world: World, own: Sequence[Settled]) -> bool:
    """Whether these are all topics of their area: what is limited to a place would have to be counted too."""
    return sum(one.topic.area == own[0].topic.area for one in world.settled) == len(own)


def _largest(world: World, rule: Aggregate, own: Sequence[Settled]) -> Iterator[_Source]:
    for unit, ones in _by_unit(own).items():
        ranked = sorted(ones, key=lambda one: -one.value().amount)
        if len(ones) < len(_rivals(world, ones[0], unit)):
            continue  # a table, a place or a changed value could hold a larger one
        if 2 <= len(ones) <= MOST_TOGETHER and ranked[0].value().amount > ranked[1].value().amount:
            key = f"largest/{own[0].topic.area}/{unit}"
            yield _together(key, rule, ones, _name(ranked[0]), area=world.area(own[0]), unit=unit)


def _rivals(world: World, like: Settled, unit: str) -> list[Settled]:
    return [
        one
        for one in world.settled
        if one.topic.area == like.topic.area
        and isinstance(one.topic.value, NumberValue)
        and one.topic.value.unit == unit
    ]


def _sum(world: World, rule: Aggregate, own: Sequence[Settled]) -> Iterator[_Source]:
    for unit, ones in _by_unit(own).items():
        ordered = world.draw.order(ones, "sum", own[0].topic.area, unit)
        for pair in pairwise(ordered):
            first, second = (one.current.title for one in pair)
            gold = NumberGold(value=sum(one.value().amount for one in pair), unit=unit)
            key = f"sum/{pair[0].topic.key}/{pair[1].topic.key}"
            yield _together(key, rule, pair, gold, first=first, second=second, unit=unit, area=world.area(own[0]))


def _by_unit(own: Sequence[Settled]) -> dict[str, list[Settled]]:
    found: dict[str, list[Settled]] = {}
    for one in own:
        if isinstance(one.topic.value, NumberValue) and not one.topic.variants and not one.is_changed:
            found.setdefault(one.topic.value.unit, []).append(one)
    return found


def _together(key: str, rule: Aggregate, ones: Sequence[Settled], gold: Gold, **words: str) -> _Source:
    stale = tuple(version.id for one in ones for version in one.versions if version is not one.current)
    return _Source(
        key=key,
        wordings=[_with(text, words) for text in rule.questions],
        gold=gold,
        stale=(),
        relevant={**dict.fromkeys(stale, STALE), **{one.current.id: CURRENT for one in ones}},
        support=tuple(one.current.id for one in ones),
        stale_documents=stale,
        about=tuple(ones),
        fact=key,
    )


def _with(text: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _name(one: Settled) -> EntityGold:
    titles = tuple(title for title in one.topic.titles if title != one.current.title)
    return EntityGold(name=one.current.title, aliases=titles)


_AGGREGATES: Final = {"count": _count, "list": _list, "largest": _largest, "sum": _sum}
_SOURCES: Final = {
    "plain": _plain,
    "superseded": _superseded,
    "as_of": _as_of,
    "table": _table,
    "aggregate": _aggregate,
    "paraphrase": _paraphrase,
    "unanswerable": _unanswerable,
    "near_duplicate": _near_duplicate,
    "instruction": _instruction,
}


def phrases(topic: Topic) -> tuple[str, ...]:
    """Everything that is said of a topic, without values: what embeddings know of it."""
    texts = (*topic.titles, *topic.statements, *topic.questions, *topic.paraphrases)
    return tuple(text.replace("{value}", " ").replace("{variant}", " ") for text in texts)
