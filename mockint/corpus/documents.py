"""Writes a company's documents: one for each version, draft, remark and digest, and what the curveball adds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from mockint.corpus.draw import Draw
from mockint.corpus.drawn import Drawn
from mockint.corpus.world import Settled, Version, World
from mockint.domain.build import CorpusDocument

_LEADS: Final = (
    "{title}, case by case:",
    "{title}: the values by case.",
    "{title} differs by case.",
    "By case, for {title}:",
)
_SECTIONS: Final = ("Background", "Scope", "Remarks", "How to read this", "History")


def documents(world: World) -> tuple[CorpusDocument, ...]:
    """Every document, in the order of their ids."""
    return tuple(sorted(_all(world), key=lambda document: document.id))


def _all(world: World) -> Iterator[CorpusDocument]:
    for one in world.settled:
        for version in one.versions:
            yield CorpusDocument(id=version.id, text=_settling(world, one, version))
        if one.draft is not None:
            yield CorpusDocument(id=one.draft.id, text=_settling(world, one, one.draft))
        for label, number in one.notes:
            yield CorpusDocument(id=label, text=_note(world, one, label, number))
        if one.amendment is not None:
            yield CorpusDocument(id=one.amendment[0], text=_amendment(world, one))
    for label, mentioned in world.digests:
        yield CorpusDocument(id=label, text=_digest(world, label, mentioned))
    if any(one.is_withdrawn for one in world.settled):
        yield CorpusDocument(id=world.register_id, text=_register(world))


def statement(one: Settled, version: Version, variant: str, draw: Draw) -> str:
    """How a version states its value, as a sentence."""
    words = draw.on(one.topic.key, version.id).pick(one.topic.statements, "statement")
    return filled(words, version.values[variant], variant)


def filled(words: str, value: Drawn | str, variant: str = "") -> str:
    """A wording with its placeholders filled; a sentence begins with a capital."""
    text = words.replace("{value}", value if isinstance(value, str) else value.words).replace("{variant}", variant)
    return text[:1].upper() + text[1:]


def _settling(world: World, one: Settled, version: Version) -> str:
    draw = world.draw.on("document", version.id)
    context = draw.order(one.topic.context, "context")
    filler = draw.order(world.vocabulary.filler, "filler")
    before = one.versions[version.number - 2].id if version.number > 1 else ""
    paragraphs = [f"{filler[0]} {context[0]}"]
    if one.place:
        paragraphs.append(f"Applies to {one.place} alone.")
    if one.topic.variants:
        paragraphs.append(_table(one, version, draw))
    else:
        paragraphs.append(f"{statement(one, version, '', world.draw)} {filler[1]}")
    paragraphs.append(f"## {draw.pick(_SECTIONS, 'section')}\n\n{filler[2]} {' '.join(context[1:])} {filler[3]}")
    if one.injection is not None and version is one.versions[-1]:
        order = draw.pick(world.vocabulary.injections, "injection").replace("{wrong}", one.injection.words)
        paragraphs.insert(1 + draw.number(2, "injection place"), order)
    paragraphs.append(" ".join(filler[4 : 7 + draw.number(4, "length")]))
    head = _head(world, one, version.id, version.number, version.status, version.since.isoformat(), before)
    return f"# {version.title}\n{head}\n\n" + "\n\n".join(paragraphs) + "\n"


def _head(world: World, one: Settled, label: str, number: int, status: str, since: str, replaces: str = "") -> str:
    parts = [
        f"Document: {label}",
        f"Version: {number}",
        f"Status: {status}",
        f"Owner: {world.area(one)}",
        f"From: {since}",
    ]
    if replaces:
        parts.append(f"Replaces: {replaces}")
    readers = world.readers[one.topic.area]
    if readers:
        parts.append(f"Readers: {', '.join(readers)}")
    return " | ".join(parts)


def _table(one: Settled, version: Version, draw: Draw) -> str:
    lead = draw.pick(_LEADS, "lead").replace("{title}", version.title)
    rows = [f"| {name} | {version.values[name].words} |" for name in draw.order(one.topic.variants, "rows")]
    return "\n".join([lead, "", "| Case | Value |", "|---|---|", *rows])


def _note(world: World, one: Settled, label: str, number: int) -> str:
    """A remark: somebody repeats what an earlier version said, and holds it for true."""
    draw = world.draw.on("document", label)
    version = one.versions[number - 1]
    filler = draw.order(world.vocabulary.filler, "filler")
    kinds = world.vocabulary.kinds["note"]
    says = [
        filled(draw.pick(one.topic.statements, "note", variant), version.values[variant], variant)
        for variant in (one.topic.variants or ("",))
    ]
    since = version.since + timedelta(days=30 + draw.number(200, "day"))
    head = _head(world, one, label, 1, "note", min(since, world.today).isoformat())
    body = [
        f"{filler[0]} {' '.join(says)}",
        f"{draw.pick(one.topic.context, 'context')} {filler[1]}",
        " ".join(filler[2:6]),
    ]
    return f"# {draw.pick(kinds, 'kind')}: {version.title}\n{head}\n\n" + "\n\n".join(body) + "\n"


def _digest(world: World, label: str, mentioned: tuple[int, ...]) -> str:
    """A round-up over several topics, most of them as an earlier version had them."""
    draw = world.draw.on("document", label)
    lines = []
    for at in mentioned:
        one = world.settled[at]
        if not world.readers[one.topic.area]:  # what is closed is not told in a round-up for everybody
            version = one.versions[0 if len(one.versions) == 1 else draw.number(len(one.versions) - 1, "version", at)]
            variant = draw.pick(one.topic.variants, "variant", at) if one.topic.variants else ""
            where = f" ({one.place})" if one.place else ""
            said = filled(draw.pick(one.topic.statements, "said", at), version.values[variant], variant)
            lines.append(f"- {version.title}{where}: {said}")
    filler = draw.order(world.vocabulary.filler, "filler")
    since = world.today - timedelta(days=draw.number(500, "day"))
    head = f"Document: {label} | Version: 1 | Status: digest | Owner: {world.company} | From: {since.isoformat()}"
    title = draw.pick(world.vocabulary.kinds["digest"], "kind")
    body = [f"{world.company}, in brief. {filler[0]}", "\n".join(lines), " ".join(filler[1:4])]
    return f"# {title}\n{head}\n\n" + "\n\n".join(part for part in body if part) + "\n"


def _amendment(world: World, one: Settled) -> str:
    assert one.amendment is not None
    label, value, since = one.amendment
    draw = world.draw.on("document", label)
    filler = draw.order(world.vocabulary.filler, "filler")
    base = one.versions[-1]
    said = filled(draw.pick(one.topic.statements, "amended"), value)
    words = draw.pick(world.vocabulary.curveball.statements, "curveball").replace("{document}", base.id)
    head = _head(world, one, label, 1, "amendment", since.isoformat()) + f" | Amends: {base.id}"
    body = [
        f"{words.replace('{value}', value.words)} {said}",
        f"Everything else in {base.id} stays as it is. {filler[0]}",
    ]
    return f"# Amendment to {base.id}: {base.title}\n{head}\n\n" + "\n\n".join([*body, " ".join(filler[1:4])]) + "\n"


def _register(world: World) -> str:
    draw = world.draw.on("document", world.register_id)
    taken = sorted(one.versions[-1].id for one in world.settled if one.is_withdrawn)
    words = draw.pick(world.vocabulary.curveball.statements, "curveball")
    since = world.today - timedelta(days=3)
    head = (
        f"Document: {world.register_id} | Version: 1 | Status: register | Owner: {world.company} "
        f"| From: {since.isoformat()}"
    )
    rows = "\n".join(f"- {label}" for label in taken)
    return f"# Register of withdrawn documents\n{head}\n\n{words}\n\n{rows}\n"
