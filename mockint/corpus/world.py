"""What a fictional company has settled: for each topic its versions, drafts and remarks, drawn before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final, NamedTuple

from mockint.corpus.draw import Draw
from mockint.corpus.drawn import Drawn, different
from mockint.domain.build import Stage
from mockint.domain.vocabulary import NumberValue, Topic, Vocabulary, YesNoValue

VERSIONS: Final = 3
LEFT_OUT: Final = 5
TWINS: Final = 4
PLAIN: Final = 3
INJECTED: Final = 4
DIGESTS: Final = 14
STALE_STATUS_SHARE: Final = 0.25
DRAFT_SHARE: Final = 0.55
_AMENDMENT_DAYS: Final = 20
_LABEL_STEP: Final = 17


class Version(NamedTuple):
    """One document that settles a topic.

    Attributes:
        id: Of the document.
        number: From 1.
        values: By variant; of a topic without variants under the empty name.
        since: In force from this day on.
        status: ``in force``, ``superseded`` or ``draft``, as its document says.
    """

    id: str
    number: int
    title: str
    values: Mapping[str, Drawn]
    since: date
    status: str


class Settled(NamedTuple):
    """One topic of a corpus.

    Attributes:
        place: What it is limited to, where another document of the same title is about another place; else empty.
        versions: Oldest first; the last is the newest.
        draft: None where there is none.
        notes: Ids of remarks, each with the number of the version whose value it repeats.
        injection: The value that an order in the newest document wants told; None where there is no order.
        amendment: Id and value of a later amendment to the newest document; None where there is none.
        is_withdrawn: Whether the register takes the newest document back.
    """

    topic: Topic
    place: str
    versions: tuple[Version, ...]
    draft: Version | None
    notes: tuple[tuple[str, int], ...]
    injection: Drawn | None
    amendment: tuple[str, Drawn, date] | None = None
    is_withdrawn: bool = False

    @property
    def current(self) -> Version:
        """The version in force, before amendments."""
        return self.versions[-2] if self.is_withdrawn else self.versions[-1]

    def value(self, variant: str = "") -> Drawn:
        """What holds today."""
        return self.amendment[1] if self.amendment is not None else self.current.values[variant]

    @property
    def is_changed(self) -> bool:
        """Whether the curveball touches it."""
        return self.amendment is not None or self.is_withdrawn


class World(NamedTuple):
    """A company at one stage.

    Attributes:
        missing: Topics of the vocabulary that no document of this draw is about.
        register_id: Id of the register of withdrawn documents.
        digests: Ids of digests, each with the positions of the topics that it mentions.
        readers: Roles that may read the documents of an area, by its key; empty for everybody.
    """

    draw: Draw
    vocabulary: Vocabulary
    stage: Stage
    company: str
    today: date
    settled: tuple[Settled, ...]
    missing: tuple[Topic, ...]
    register_id: str
    digests: tuple[tuple[str, tuple[int, ...]], ...]
    readers: Mapping[str, tuple[str, ...]]

    def area(self, settled: Settled) -> str:
        """The owner of a topic's documents, by name."""
        return self.vocabulary.areas[settled.topic.area].name

    def may_read(self, role: str | None, settled: Settled) -> bool:
        """Whether a role may read a topic's documents."""
        closed = self.readers[settled.topic.area]
        return role is None or not closed or role in closed


def make_world(vocabulary: Vocabulary, seed: int, stage: Stage, redrawn: Mapping[str, int] | None = None) -> World:
    """Draw a company.

    Args:
        vocabulary: What can be drawn.
        seed: Everything depends on it.
        stage: Whether the curveball has come.
        redrawn: Topics whose newest value is another than the seed's own, by key, each with a number that draws it.
    """
    draw = Draw(seed, vocabulary.prefix)
    topics = _chosen(vocabulary, draw)
    labels = _Labels(vocabulary.prefix, draw)
    dates = date.fromisoformat(vocabulary.first_day), date.fromisoformat(vocabulary.last_day)
    again = redrawn or {}
    settle = partial(_settle, vocabulary=vocabulary, labels=labels, dates=dates)
    settled = [
        *(settle(topic, "", VERSIONS, draw=draw, again=again.get(topic.key, 0)) for topic in topics.versioned),
        *(settle(topic, "", 1, draw=draw) for topic in topics.plain),
        *(
            settle(topic, place, 2, draw=draw.on(place))
            for topic in topics.twins
            for place in draw.order(_places(vocabulary), topic.key, "twins")[:2]
        ),
    ]
    settled = _with_injections(settled, draw)
    digests = tuple(
        (labels.of("digest", at), tuple(draw.order(range(len(settled)), "digest", at)[:6])) for at in range(DIGESTS)
    )
    register_id = labels.of("register")  # ids are given before the curveball: it moves no document
    if stage == "changed":
        settled = _curved(settled, vocabulary, draw, labels, dates[1])
    return World(
        draw=draw,
        vocabulary=vocabulary,
        stage=stage,
        company=vocabulary.companies[_company(vocabulary, draw)],
        today=dates[1],
        settled=tuple(settled),
        missing=topics.left_out,
        register_id=register_id,
        digests=digests,
        readers={
            key: vocabulary.curveball.roles.get(key, area.roles) if stage == "changed" else area.roles
            for key, area in vocabulary.areas.items()
        },
    )


class _Topics(NamedTuple):
    versioned: tuple[Topic, ...]
    plain: tuple[Topic, ...]
    twins: tuple[Topic, ...]
    left_out: tuple[Topic, ...]


def _chosen(vocabulary: Vocabulary, draw: Draw) -> _Topics:
    """Which topics this draw is about, and in what way; tables are always among the versioned ones."""
    single = [topic for topic in draw.order(vocabulary.topics, "topics") if not topic.variants]
    numbers = [topic for topic in single if isinstance(topic.value, NumberValue)]
    twins = numbers[:TWINS]
    rest = [topic for topic in single if topic not in twins]
    left_out, plain = rest[:LEFT_OUT], rest[LEFT_OUT : LEFT_OUT + PLAIN]
    taken = {topic.key for topic in (*twins, *left_out, *plain)}
    versioned = tuple(topic for topic in vocabulary.topics if topic.key not in taken)
    return _Topics(versioned, tuple(plain), tuple(twins), tuple(left_out))


class _Labels:
    """Ids of documents, in an order that tells nothing of what they hold."""

    def __init__(self, prefix: str, draw: Draw) -> None:
        self._prefix = prefix
        self._draw = draw
        self._taken: set[int] = set()

    def of(self, *names: str | int) -> str:
        """The id of a document; each is given once."""
        at = 1000 + self._draw.number(9000, "id", *names)
        while at in self._taken:
            at = 1000 + (at - 1000 + _LABEL_STEP) % 9000
        self._taken.add(at)
        return f"{self._prefix}-{at}"


def _settle(
    topic: Topic,
    place: str,
    count: int,
    vocabulary: Vocabulary,
    draw: Draw,
    labels: _Labels,
    dates: tuple[date, date],
    again: int = 0,
) -> Settled:
    first, last = dates
    about = draw.on(topic.key)
    values = {name: _values(topic, name, vocabulary, about, count, again) for name in topic.variants or ("",)}
    span = (last - first).days // count
    days = [first + timedelta(days=span * at + about.number(max(1, span - 40), "since", at)) for at in range(count)]
    # Places share their titles: that is what makes them hard to tell apart.
    titles = Draw(draw.seed, vocabulary.prefix, topic.key).order(topic.titles, "titles")
    is_stale = about.chance(STALE_STATUS_SHARE, "stale status")
    versions = tuple(
        Version(
            id=labels.of(topic.key, place, at),
            number=at + 1,
            title=titles[0] if place else titles[at % len(titles)],
            values={name: drawn[at] for name, drawn in values.items()},
            since=days[at],
            status="in force" if at == count - 1 or (is_stale and at == count - 2) else "superseded",
        )
        for at in range(count)
    )
    draft = None
    if count > 1 and not place and about.chance(DRAFT_SHARE, "draft"):
        draft = Version(
            id=labels.of(topic.key, place, "draft"),
            number=count + 1,
            title=titles[count % len(titles)],
            values={name: drawn[count] for name, drawn in values.items()},
            since=last - timedelta(days=about.number(60, "draft day")),
            status="draft",
        )
    notes = (
        ()
        if count == 1 or place
        else tuple((labels.of(topic.key, "note", at), version) for at, version in enumerate(_repeated(count, about)))
    )
    return Settled(topic, place, versions, draft, notes, None)


def _values(topic: Topic, variant: str, vocabulary: Vocabulary, about: Draw, count: int, again: int) -> list[Drawn]:
    """Values of the versions, oldest first, then the draft's; variants of one version differ where they can."""
    drawn = different(topic, vocabulary, about.on("values"), (count + 2) * max(1, len(topic.variants)))
    if isinstance(topic.value, YesNoValue):
        current, other = drawn[0], drawn[1]
        current, other = (other, current) if again % 2 else (current, other)
        return [*[other] * (count - 1), current, other]
    at = topic.variants.index(variant) if variant else 0
    own = drawn[at :: max(1, len(topic.variants))]
    newest = own[-1] if again else own[0]
    return [*own[1:count], newest, own[count]]


def _repeated(count: int, about: Draw) -> list[int]:
    """The versions whose values remarks repeat: most often the one before the newest."""
    return [count - 1, count - 1, max(1, count - 2)] if about.chance(0.4, "notes") else [count - 1, max(1, count - 2)]


def _with_injections(settled: list[Settled], draw: Draw) -> list[Settled]:
    fit = [at for at, one in enumerate(settled) if not one.topic.variants and not one.place and len(one.versions) > 1]
    chosen = set(draw.order(fit, "injected")[:INJECTED])
    return [
        one._replace(injection=one.versions[0].values[""]) if at in chosen else one for at, one in enumerate(settled)
    ]


def _curved(settled: list[Settled], vocabulary: Vocabulary, draw: Draw, labels: _Labels, last: date) -> list[Settled]:
    curveball = vocabulary.curveball
    if curveball.kind not in {"amendments", "withdrawn"}:
        return settled
    fit = [
        at
        for at, one in enumerate(settled)
        if not one.topic.variants and not one.place and len(one.versions) == VERSIONS and one.injection is None
    ]
    chosen = set(draw.order(fit, "curveball")[: max(12, round(len(settled) * curveball.share))])
    changed = []
    for at, one in enumerate(settled):
        if at not in chosen:
            changed.append(one)
        elif curveball.kind == "withdrawn":
            changed.append(one._replace(is_withdrawn=True))
        else:
            about = draw.on(one.topic.key)
            told = (*one.versions, *((one.draft,) if one.draft else ()))
            used = {version.values[""].words for version in told}
            options = different(one.topic, vocabulary, about.on("amended"), VERSIONS + 2)
            fresh = [value for value in options if value.words not in used]
            value = fresh[0] if fresh else one.versions[-2].values[""]
            day = last - timedelta(days=about.number(_AMENDMENT_DAYS, "amendment day"))
            changed.append(one._replace(amendment=(labels.of(one.topic.key, "amendment"), value, day)))
    return changed


def _places(vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.pools.get("places") or next(iter(vocabulary.pools.values()))


def _company(vocabulary: Vocabulary, draw: Draw) -> int:
    """Position of the company's name: even and odd seeds never share one, and siblings differ in that."""
    half = [at for at in range(len(vocabulary.companies)) if at % 2 == draw.seed % 2]
    return draw.pick(half, "company")
