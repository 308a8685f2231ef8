"""What a take-home brief is made of: parts with their points, stories that a program is put through, and expectations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field, TypeAdapter, model_validator

from mockint.domain.base import Value
from mockint.domain.build import Budget, Gold
from mockint.domain.ids import CriterionId
from mockint.domain.story_world import Turn, World

PartKind = Literal["stories", "own_tests", "own_evaluation", "readme", "hygiene"]
"""``stories`` is measured by what the program does; the others by what stands around it."""

EVIDENCE_OF_WORKING: Final = CriterionId("evidence_of_working")
Outcome = Literal["right", "missed", "harmful", "not_run"]
RULES: Final = (
    "equals", "one_of", "null", "set", "includes", "within", "at_most", "at_least", "text_has", "text_lacks", "gold",
    "refused", "only_changed",
)  # fmt: skip
"""What an expectation may ask for; each holds exactly one of them, or both ends of a number."""
BETWEEN: Final = "between"
"""The rule that ``at_least`` and ``at_most`` together make."""
About = Literal["result", "world", "calls", "model_calls", "approvals", "changes"]
"""What is looked at: the result, a cell of the world's tables, how often something was asked for, or what has changed."""
_COUNTED: Final = ("calls", "model_calls", "approvals")
_GOLD: Final[TypeAdapter[Any]] = TypeAdapter(Gold)
_LISTS: Final = frozenset({"one_of", "set", "includes", "within", "text_has", "text_lacks", "only_changed", BETWEEN})
_FLAGS: Final = frozenset({"null", "refused"})
_NUMBERS: Final = frozenset({"at_most", "at_least"})


DataPath = Annotated[
    str, Field(max_length=200, pattern=r"^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*$")
]
"""A path below the data's folder: it cannot lead out, and nothing of it is hidden."""


class ScorePart(Value):
    """One line of the weights that a candidate is told before the start.

    Attributes:
        points: Of the 100 of a brief.
        says: What is looked at, in one plain sentence.
        scaled_by: Id of a part whose share this one's is multiplied by, so that doing nothing earns nothing.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    title: str = Field(min_length=1, max_length=60)
    points: int = Field(ge=1, le=100)
    kind: PartKind
    says: str = Field(min_length=1)
    scaled_by: str = ""


class Expectation(Value):
    """What is asked of the result of a step, or of what happened in the world meanwhile.

    Attributes:
        about: What is looked at.
        at: Dotted path into the result (``fields.total``, ``lines.0.net``); empty for the whole of it. Of the world it is
            ``table.row.field``, of what is counted the tool's name.
        rule: One of `RULES`.
        value: What the rule compares with.
        tolerance: For numbers under ``equals``.
    """

    about: About = "result"
    at: str = ""
    rule: str
    value: Any
    tolerance: float = Field(default=0.0, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, data: Any) -> Any:
        """Read ``{"at": ..., RULE: VALUE}``, the form in which packs write it."""
        if not isinstance(data, dict) or "rule" in data:
            return data
        plain = dict(data)
        abouts = [name for name in ("world", *_COUNTED) if name in plain]
        if len(abouts) > 1 or (abouts and "at" in plain):
            raise ValueError(f"looks at {' and '.join([*abouts, *(['at'] if 'at' in plain else [])])} at once")
        for about in abouts:
            plain |= {"about": about, "at": plain.pop(about)}
        if abouts == ["model_calls"]:
            if plain["at"] is not True:
                raise ValueError("model_calls is followed by true")
            plain["at"] = ""
        rules = [name for name in plain if name in RULES]
        if sorted(rules) == ["at_least", "at_most"]:
            ends = [plain.pop("at_least"), plain.pop("at_most")]
            return {**plain, "rule": BETWEEN, "value": ends}
        if len(rules) != 1:
            raise ValueError(f"asks for exactly one of {', '.join(RULES)}")
        (rule,) = rules
        if rule == "only_changed":
            plain["about"] = "changes"
        return {**{name: value for name, value in plain.items() if name != rule}, "rule": rule, "value": plain[rule]}

    @model_validator(mode="after")
    def _fits(self) -> Expectation:
        value, rule = self.value, self.rule
        if rule not in (*RULES, BETWEEN):
            raise ValueError(f"'{rule}' is no rule")
        if self.about in _COUNTED and rule not in (*_NUMBERS, BETWEEN):
            raise ValueError(f"{self.about} is followed by at_least or at_most")
        if self.about == "world" and (rule == "refused" or self.at.count(".") < 1):
            raise ValueError("world is followed by table.row.field, and by what stands there")
        if rule in _LISTS and not isinstance(value, list | tuple):
            raise ValueError(f"{rule} is followed by a list")
        if rule in _FLAGS and not isinstance(value, bool):
            raise ValueError(f"{rule} is followed by true or false")
        numbers = value if rule == BETWEEN else [value] if rule in _NUMBERS else ()
        if any(isinstance(one, bool) or not isinstance(one, int | float) for one in numbers):
            raise ValueError(f"{rule} is followed by a number")
        if rule == "gold":
            _GOLD.validate_python(value)
        return self

    @property
    def gold(self) -> Any:
        """The typed gold answer of the rule ``gold``."""
        return _GOLD.validate_python(self.value)

    def as_plain(self) -> dict[str, Any]:
        """As packs write it."""
        more = {"tolerance": self.tolerance} if self.tolerance else {}
        about: dict[str, Any] = {} if self.about in {"result", "changes"} else {self.about: self.at or True}
        at = {"at": self.at} if self.at and not about else {}
        rule = dict(zip(("at_least", "at_most"), self.value, strict=True)) if self.rule == BETWEEN else {}
        return {**about, **at, **(rule or {self.rule: self.value}), **more}


class Ask(Value):
    """A request to the program.

    Attributes:
        op: Its name, which no other line uses.
        send: Its own keys.
        expect: All of them must hold; empty where the step only leads to others.
        harm: None of them may hold: then the check counts against the program.
        part: The part of the score; empty for the story's.
        says: What was wanted, in a sentence for afterwards.
    """

    op: str = Field(pattern=r"^[a-z][a-z_]{0,39}$")
    send: Mapping[str, Any] = Field(default_factory=dict)
    expect: tuple[Expectation, ...] = ()
    harm: tuple[Expectation, ...] = ()
    part: str = ""
    says: str = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Ask:
        taken = {"op", "id"} & self.send.keys()
        if self.op in {"open", "bye"} or taken:
            raise ValueError(f"'{self.op if not taken else min(taken)}' belongs to the lines themselves")
        if self.harm and not self.expect:
            raise ValueError("has harm and nothing to expect")
        if self.expect and not self.says.strip():
            raise ValueError("does not say what was wanted")
        return self


class Restart(Value):
    """The program is killed and opened again on the same state."""

    restart: Literal[True]


class ChangeFiles(Value):
    """The data change between two steps; None deletes a file."""

    files: Mapping[DataPath, str | None] = Field(min_length=1)


Step = Annotated[Ask | Restart | ChangeFiles, Field(union_mode="left_to_right")]


class Story(Value):
    """A program's day: data, and requests one after another, each story in a fresh process and a fresh state.

    Attributes:
        name: Unlike any other's.
        part: The part of the score that its checks belong to.
        visible: Whether the candidate has it in full.
        files: The data, text by path.
        world: What the program may ask for in the middle of a request; None where it may not.
        script: What the scripted model says, turn by turn.
    """

    name: str = Field(min_length=1, max_length=80)
    part: str = ""
    visible: bool = False
    files: Mapping[DataPath, str] = Field(default_factory=dict)
    world: World | None = None
    script: tuple[Turn, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _looks_at_what_is_there(self) -> Story:
        if self.script and self.world is None:
            raise ValueError("has a script and no world")
        for step in self.steps:
            if isinstance(step, Ask):
                problem = next(filter(None, (_missing(one, self.world) for one in (*step.expect, *step.harm))), "")
                if problem:
                    raise ValueError(f"'{step.says}' looks at {problem}")
        return self

    def as_plain(self) -> dict[str, Any]:
        """As it stands in the candidate's folder."""
        around: dict[str, Any] = {}
        if self.world is not None:
            around["world"] = self.world.model_dump(mode="json", exclude_unset=True)
            around["script"] = [turn.model_dump(mode="json", exclude_unset=True) for turn in self.script]
        steps = [_plain_step(step) for step in self.steps]
        return {"name": self.name, "files": dict(self.files), **around, "steps": steps}


class TakeHomeTask(Value):
    """The part of a question that only take-home briefs have.

    Attributes:
        parts: In the order in which they are told; their points add up to 100.
        stories: Source of ``stories.py``; its ``stories(seed)`` returns `Story` values as plain data, and it runs only in the
            sandbox.
        starter: What the folder begins with, text by path.
        open_s: Seconds until a program is ready.
        step_s: Seconds for one request.
        stories_s: Seconds for all stories together.
        gateway: Whether a model's stand-in is at hand.
        budget: What one request may spend there.
    """

    parts: tuple[ScorePart, ...] = Field(min_length=1)
    stories: str
    starter: Mapping[str, str]
    open_s: float = Field(default=20.0, gt=0, le=120)
    step_s: float = Field(default=5.0, gt=0, le=60)
    stories_s: float = Field(default=120.0, gt=0, le=600)
    gateway: bool = False
    budget: Budget = Budget()


class CheckResult(Value):
    """What came of one check of a story.

    Attributes:
        part: Id of its part.
        says: What was wanted.
        missed: The expectation that did not hold, or the harm that did, in words; empty for a right one.
        came: The result, cut; empty where none came.
        message: What was wrong with the reply itself.
    """

    story: str
    step: int
    op: str
    part: str
    outcome: Outcome
    says: str
    missed: str = ""
    came: str = ""
    message: str = ""
    wall_s: float = 0.0


class PartScore(Value):
    """Points of one part.

    Attributes:
        share: From 0 to 1, before another part scales it.
        sentence: What they rest on.
    """

    id: str
    title: str
    kind: PartKind
    points: float
    of: int
    share: float
    sentence: str


def _missing(expected: Expectation, world: World | None) -> str:
    """What an expectation looks at and is not there; empty where all is."""
    if expected.about == "result":
        return ""
    if world is None:
        return f"{expected.about}, and the story has no world"
    tools = {tool.name for tool in world.tools}
    named = expected.value if expected.about == "changes" else (expected.at,) if expected.about == "world" else ()
    tables = [str(name).partition(".")[0] for name in named]
    unknown = next((table for table in tables if table not in world.tables), "")
    if unknown:
        return f"the table '{unknown}', which is not there"
    if expected.about in {"calls", "approvals"} and expected.at not in tools:
        return f"the tool '{expected.at}', which is not there"
    return ""


def _plain_step(step: Ask | Restart | ChangeFiles) -> dict[str, Any]:
    if isinstance(step, Restart):
        return {"restart": True}
    if isinstance(step, ChangeFiles):
        return {"files": dict(step.files)}
    wanted = {
        "expect": [one.as_plain() for one in step.expect],
        **({"harm": [one.as_plain() for one in step.harm]} if step.harm else {}),
        "says": step.says,
    }
    return {"op": step.op, "send": dict(step.send), **(wanted if step.expect else {})}
