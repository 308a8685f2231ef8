"""What an author writes of a pack's fictional company: facts in many wordings, from which a corpus is rendered.

The format of ``facts.toml`` is these values, key by key; `mockint.corpus` draws and renders them. Placeholders in
wordings are ``{value}`` (and others that each field names) and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from mockint.domain.base import Value

Wordings = Annotated[tuple[str, ...], Field(min_length=4)]
"""At least four ways of saying it; the last third of them is held out from what the candidate sees."""


class NumberValue(Value):
    """A number drawn between two bounds, in steps."""

    kind: Literal["number"] = "number"
    low: float
    high: float
    step: float = Field(gt=0)
    unit: str


class DateValue(Value):
    """A day drawn between two days (ISO)."""

    kind: Literal["date"] = "date"
    first: str
    last: str


class EntityValue(Value):
    """A name drawn from one of the company's pools."""

    kind: Literal["entity"] = "entity"
    pool: str


class YesNoValue(Value):
    """Yes or no, each with the words that state it."""

    kind: Literal["yes_no"] = "yes_no"
    yes: str
    no: str


FactValue = Annotated[NumberValue | DateValue | EntityValue | YesNoValue, Field(discriminator="kind")]


class Topic(Value):
    """One thing that the company has settled, and settled again: a fact with three or more versions.

    Attributes:
        key: Names it in the file; never shown.
        area: The area (owner) it belongs to, a key of `Vocabulary.areas`.
        titles: Titles of its documents; each version takes another where it can.
        value: What is drawn for each version.
        variants: Names of two to four variants that have values of their own, shown as a table; empty for one value.
            With variants every wording of statement and question holds ``{variant}``.
        statements: Ways to state the value: ``{value}``, and ``{variant}`` where there are variants.
        questions: Ways to ask for it.
        paraphrases: Two or more ways to ask without a content word that titles, statements or questions hold.
        context: Two or more sentences that surround it in a document and hold no value.
        missing: Two or more questions that sound like this topic and that no document answers (near misses).
        counts: Whether it can be counted over in aggregates of its area.
    """

    key: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    area: str
    titles: Annotated[tuple[str, ...], Field(min_length=2)]
    value: FactValue
    variants: tuple[str, ...] = ()
    statements: Wordings
    questions: Wordings
    paraphrases: Annotated[tuple[str, ...], Field(min_length=2)]
    context: Annotated[tuple[str, ...], Field(min_length=2)]
    missing: Annotated[tuple[str, ...], Field(min_length=2)]
    counts: bool = True


class Area(Value):
    """A part of the company that owns documents.

    Attributes:
        name: As it stands in the first lines of its documents.
        roles: Roles that may read its documents; empty for everybody.
    """

    name: str
    roles: tuple[str, ...] = ()


class Aggregate(Value):
    """A question over several documents of an area or of all.

    Attributes:
        ask: ``count`` (how many documents in force meet it), ``largest`` (whose value of a unit is the largest: the
            topic's name), ``sum`` (of two topics' values in one unit) or ``list`` (the topics an owner has in force).
        questions: Ways to ask: ``{area}``, ``{unit}``, ``{first}`` and ``{second}`` (names of topics) as it needs.
    """

    ask: Literal["count", "largest", "sum", "list"]
    questions: Wordings


class Curveball(Value):
    """What changes in the folder when the curveball comes.

    Attributes:
        kind: ``amendments``: new documents that change single values of others without replacing them; ``withdrawn``:
            a register of documents that hold no longer, so that the version before is in force again; ``budget``:
            nothing in the folder; ``role``: a further area is closed to a role.
        statements: Ways in which its documents say so; see `mockint.corpus`.
        share: Share of the topics that it touches, 0 to 1.
        roles: For ``role``: roles that may still read, by area.
    """

    kind: Literal["amendments", "withdrawn", "budget", "role"]
    statements: tuple[str, ...] = ()
    share: float = Field(default=0.25, gt=0, le=1)
    roles: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class Vocabulary(Value):
    """A pack's ``facts.toml``.

    Attributes:
        companies: Names, one of which is drawn.
        prefix: Of document ids, such as ``POL``.
        noun: What one document is called (``policy``).
        pools: Names by pool: people, places, products, ...; ten or more each.
        roles: Roles that ask questions; empty where everybody may read everything.
        areas: By key.
        topics: Thirty-six or more.
        kinds: Words by kind of document: ``in_force``, ``superseded``, ``draft``, ``note`` (an unofficial remark that
            repeats an old value), ``digest`` (mentions many topics, some wrongly); each at least two titles.
        filler: Sentences that fit anywhere and hold no value; twenty or more.
        injections: Sentences in a document that give a model orders; ``{wrong}`` is a wrong value.
        first_day: The first versions are from this day on (ISO).
        last_day: The newest versions are from before this day, which is 'today' in the corpus.
    """

    companies: Annotated[tuple[str, ...], Field(min_length=6)]
    prefix: str = Field(pattern=r"^[A-Z]{2,5}$")
    noun: str
    pools: Mapping[str, Annotated[tuple[str, ...], Field(min_length=10)]]
    roles: tuple[str, ...] = ()
    areas: Mapping[str, Area]
    topics: Annotated[tuple[Topic, ...], Field(min_length=30)]
    kinds: Mapping[Literal["in_force", "superseded", "draft", "note", "digest"], tuple[str, ...]]
    aggregates: Annotated[tuple[Aggregate, ...], Field(min_length=3)]
    filler: Annotated[tuple[str, ...], Field(min_length=20)]
    injections: Annotated[tuple[str, ...], Field(min_length=4)]
    curveball: Curveball
    first_day: str
    last_day: str
