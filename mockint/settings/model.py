"""Every setting as one typed field with its default, title and text; the Settings page and the docs are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import Field
from pydantic.fields import FieldInfo

from mockint.domain.base import Value
from mockint.domain.skill import TargetLevel

Widget = Literal["switch", "choice", "number", "text", "date"]


class Theme(StrEnum):
    """How the window is coloured."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class EditorKind(StrEnum):
    """Which editor a coding round uses."""

    MONACO = "monaco"
    PLAIN = "plain"


class GraderChoice(StrEnum):
    """Who judges what code cannot measure."""

    OFFLINE = "offline"
    MESSAGES = "messages"
    OPENAI = "openai"
    OFF = "off"


class Effort(StrEnum):
    """How hard a model is asked to think; empty leaves it to the server."""

    USUAL = ""
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class GradingRuns(StrEnum):
    """How often a model reads each answer."""

    THREE = "three"
    QUICK = "quick"

    @property
    def number(self) -> int:
        """The number of runs."""
        return 3 if self is GradingRuns.THREE else 1


class BuildModelChoice(StrEnum):
    """Who answers behind the gateway of a live build."""

    STAND_IN = "stand_in"
    PROVIDER = "provider"


class InterviewerChoice(StrEnum):
    """Who speaks for the interviewer."""

    SCRIPTED = "scripted"
    MODEL = "model"


def _setting(title: str, text: str, category: str, *, default: Any, **more: Any) -> Any:
    """A field with what the page shows of it.

    Args:
        title: A few words.
        text: One or two sentences.
        category: Heading on the page; empty keeps it off the page.
        default: The value until the user chooses one.
        **more: ``choices``: title by value; ``unit``: word behind a number; and pydantic's own limits.
    """
    extra = {"category": category, "choices": more.pop("choices", {}), "unit": more.pop("unit", "")}
    return Field(default=default, title=title, description=text, json_schema_extra=extra, **more)


class Settings(Value):
    """What the user has chosen."""

    target_level: TargetLevel = _setting(
        "Target level",
        "The seniority you interview for. It sets the bar of every verdict and which criteria are must-haves.",
        "Interview",
        default=TargetLevel.SENIOR,
        choices={"junior": "Junior", "mid": "Mid", "senior": "Senior", "staff": "Staff"},
    )
    interview_date: date | None = _setting(
        "Interview date",
        "The day of your interview, if there is one.",
        "Interview",
        default=None,
    )
    minutes_a_week: int = _setting(
        "Minutes a week",
        "How much time you have for rounds in a week. The plan to your interview keeps within it.",
        "Interview",
        default=180,
        unit="minutes",
        ge=0,
        le=3_000,
    )
    phase_guide: bool = _setting(
        "Phase guide",
        "Show at the top of a round where in it you should be. It advises and never forces.",
        "Rounds",
        default=True,
    )
    grader: GraderChoice = _setting(
        "Grader",
        "Who judges what code cannot measure. The offline estimate costs nothing, sends nothing and never says hire. "
        "Claude, or any server that speaks its Messages API, takes a key from ANTHROPIC_API_KEY or the system's keyring; "
        "OpenAI from OPENAI_API_KEY. Your answers are sent there.",
        "Grading",
        default=GraderChoice.OFFLINE,
        choices={"offline": "Offline estimate", "messages": "Claude", "openai": "OpenAI", "off": "Off"},
    )
    model: str = _setting(
        "Claude model",
        "Name of the model that is asked through the Messages API. ANTHROPIC_MODEL in the environment wins.",
        "Grading",
        default="claude-sonnet-5-5",
    )
    openai_model: str = _setting(
        "OpenAI model",
        "Name of the model that is asked through OpenAI's API.",
        "Grading",
        default="gpt-5.6-terra",
    )
    base_url: str = _setting(
        "Address",
        "Address of your own server or gateway, such as http://localhost:8080. Empty is the service's own. "
        "ANTHROPIC_BASE_URL or OPENAI_BASE_URL in the environment wins.",
        "Grading",
        default="",
    )
    effort: Effort = _setting(
        "Effort",
        "How hard the model is asked to think. More takes longer and costs more; not every model knows it.",
        "Grading",
        default=Effort.USUAL,
        choices={"": "The model's own", "low": "Low", "medium": "Medium", "high": "High"},
    )
    grading_runs: GradingRuns = _setting(
        "Runs",
        "Three readings of each answer, of which the median counts and the spread is shown, or one quick one.",
        "Grading",
        default=GradingRuns.THREE,
        choices={"three": "Three", "quick": "One, quick"},
    )
    monthly_cap_usd: float = _setting(
        "Monthly cap",
        "Once the known prices of a calendar month (UTC) would pass this, no model grades until the next one. "
        "0 is no limit. Calls without a known price are not counted.",
        "Grading",
        default=10.0,
        unit="USD",
        ge=0,
        le=10_000,
        allow_inf_nan=False,
    )
    interviewer: InterviewerChoice = _setting(
        "Interviewer",
        "Who answers you in a round. The scripted one knows the question's facts and costs nothing; a model words its "
        "answers freely and is paid for.",
        "Grading",
        default=InterviewerChoice.SCRIPTED,
        choices={"scripted": "Scripted", "model": "A model"},
    )
    build_model: BuildModelChoice = _setting(
        "Model of a live build",
        "What a build's program reaches. The stand-in is deterministic and costs nothing; your provider is the model above, "
        "with your key, which stays in mockint; check and submit ask it, a command in the console has the stand-in.",
        "Grading",
        default=BuildModelChoice.STAND_IN,
        choices={"stand_in": "Stand-in", "provider": "Your provider"},
    )
    theme: Theme = _setting(
        "Theme",
        "Light, dark, or as your system has it.",
        "Appearance",
        default=Theme.SYSTEM,
        choices={"system": "As the system", "light": "Light", "dark": "Dark"},
    )
    editor: EditorKind = _setting(
        "Editor",
        "Monaco is the full editor. The plain one starts faster, uses less memory and is friendlier to screen readers.",
        "Editor",
        default=EditorKind.MONACO,
        choices={"monaco": "Monaco", "plain": "Plain"},
    )
    editor_font_size: int = _setting(
        "Font size",
        "Size of the text in the editor.",
        "Editor",
        default=11,
        unit="pt",
        ge=8,
        le=40,
    )
    trusted_packs: str = _setting(
        "Packs you trust",
        "Folders of packs whose own code may run although this machine cannot shut it in, separated like PATH. "
        "Name only packs that you have read.",
        "Packs",
        default="",
    )
    first_run_done: bool = _setting(
        "First start done",
        "Whether the questions of the first start were asked.",
        "",
        default=False,
    )


class SettingInfo(NamedTuple):
    """What a page or a document shows of one setting.

    Attributes:
        text: One or two sentences.
        category: Heading under which it stands; empty for one that is not shown.
        widget: What it is chosen with.
        choices: Title by value, in order; empty where any value goes.
        low: Least number, `high` the greatest; None without a limit.
        optional: Whether it may be empty (None).
    """

    name: str
    title: str
    text: str
    category: str
    widget: Widget
    default: Any
    choices: Mapping[str, str]
    unit: str
    low: int | None
    high: int | None
    optional: bool


def describe() -> tuple[SettingInfo, ...]:
    """All settings in the order of the page."""
    return tuple(_info(name, field) for name, field in Settings.model_fields.items())


def _info(name: str, field: FieldInfo) -> SettingInfo:
    extra = field.json_schema_extra
    if not isinstance(extra, dict):
        raise TypeError(f"{name} was not made by _setting")
    kinds = get_args(field.annotation) if get_origin(field.annotation) in {Union, UnionType} else (field.annotation,)
    optional = type(None) in kinds
    kind = next(each for each in kinds if each is not type(None))
    limits = {key: getattr(each, key) for each in field.metadata for key in ("ge", "le") if hasattr(each, key)}
    choices = extra["choices"]
    return SettingInfo(
        name=name,
        title=str(field.title),
        text=str(field.description),
        category=str(extra["category"]),
        widget=_widget(kind),
        default=field.default,
        choices={str(value): str(title) for value, title in choices.items()} if isinstance(choices, dict) else {},
        unit=str(extra["unit"]),
        low=limits.get("ge"),
        high=limits.get("le"),
        optional=optional,
    )


def _widget(kind: Any) -> Widget:
    if kind is bool:
        return "switch"
    if issubclass(kind, StrEnum):
        return "choice"
    if kind in {int, float}:
        return "number"
    return "date" if kind is date else "text"
