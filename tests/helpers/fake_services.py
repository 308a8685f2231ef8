"""Services for the window's tests: in memory, told what to hold and how to fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from mockint.app.loop_day import LoopDay, LoopView
from mockint.app.model_setup import CheckFigures, KeyState, ModelSetup, Month
from mockint.app.past_desk import PastDesk
from mockint.app.skills import Glimpse, KindTold, Moved, NextTold, Overview, PointTold, SkillBoard, SkillTold, TimeSpent
from mockint.app.stories import Overview as StoryOverview
from mockint.app.stories import StoryBank, look_over, make_story
from mockint.app.target_page import TargetDesk
from mockint.bank.rubrics import load_competencies
from mockint.domain.skill import Competency
from mockint.domain.user_story import StoryId, UserStory
from mockint.domain.wanted import EVERYTHING, Place, Wanted
from mockint.errors import KnownError
from mockint.readiness.estimate import Estimate
from ui.services_port import PAGE
from ui.settings_port import SettingValue
from ui.shown import Detail, Field, LeftOut, Line, LinesPage, Looked, Row, Shelf, Shut, Stretch

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def rows() -> tuple[Row, ...]:
    """Eight coding questions and one of a pack."""

    def row(
        slug: str, title: str, difficulty: int, skills: tuple[str, ...], pattern: str, *, seen: bool = False
    ) -> Row:
        summary = f"{title}: build it in levels that open in turn, against hidden tests that set the usual traps."
        return Row(f"coding/{slug}", title, "coding", difficulty, 45, 15, summary, pattern, skills, "", seen)

    python, api, rag = "Python proficiency", "LLM API fluency", "RAG implementation"
    return (
        row("token-bucket", "Token bucket per key", 2, (python, api), "rate limiting", seen=True),
        row("lru-ttl", "LRU cache with time to live", 2, (python,), "cache"),
        row("retrieval-metrics", "Retrieval metrics: recall, MRR, nDCG", 2, ("Evaluation engineering", rag), "ranking"),
        row("sse-chunks", "Server-sent events from arbitrary byte chunks", 3, (api, python), "stream parsing"),
        row("bm25", "BM25 from nothing, top-k", 3, (rag, python), "ranking"),
        row("chunker", "Recursive chunker with overlap and offsets", 3, (rag,), "text segmentation"),
        row("agent-loop", "Agent loop with a tool registry", 3, (api,), "state machine"),
        row(
            "workflow-dag", "Workflow DAG: order, parallel levels, failed node", 4, (python, "System design"), "graphs"
        ),
    )


def lines() -> tuple[Line, ...]:
    """A history with one open round."""

    def line(number: int, title: str, state: str, **more: object) -> Line:
        base: dict[str, object] = {
            "id": f"round-{number}",
            "title": title,
            "kind": "coding",
            "mode": "practice",
            "form": "full",
            "state": state,
            "is_open": state in {"planned", "running", "paused"},
            "started": NOON - timedelta(days=number, minutes=37 * number),
            "verdict": None,
            "measured_bar": None,
            "source": "",
            "demo": False,
            "question": next((row.ref for row in rows() if row.title == title), ""),
        }
        return Line(**(base | more))  # type: ignore[arg-type]

    return (
        line(1, "BM25 from nothing, top-k", "paused"),
        line(2, "Token bucket per key", "measured", measured_bar="met", verdict="not judged yet", source="Measured"),
        line(
            3,
            "LRU cache with time to live",
            "measured",
            measured_bar="not_met",
            verdict="not judged yet",
            source="Measured",
            form="short",
        ),
        line(
            5,
            "Agent loop with a tool registry",
            "graded",
            measured_bar="met",
            verdict="Hire",
            source="Graded by a model",
            mode="simulation",
        ),
        line(8, "Workflow DAG: order, parallel levels, failed node", "abandoned"),
    )


def fields() -> tuple[Field, ...]:
    """One setting of each kind."""
    levels = (("junior", "Junior"), ("mid", "Mid"), ("senior", "Senior"), ("staff", "Staff"))
    themes = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
    editors = (("monaco", "Monaco"), ("plain", "Plain"))

    def field(
        name: str,
        title: str,
        text: str,
        category: str,
        widget: str,
        value: SettingValue,
        choices: tuple[tuple[str, str], ...] = (),
        low: int | None = None,
        high: int | None = None,
    ) -> Field:
        unit = "px" if widget == "number" else ""
        return Field(name, title, text, category, widget, choices, unit, low, high, value)  # type: ignore[arg-type]

    return (
        field(
            "target_level",
            "Target level",
            "The seniority you interview for. It sets the bar of every verdict.",
            "Interview",
            "choice",
            "senior",
            levels,
        ),
        field(
            "interview_date",
            "Interview date",
            "The day of your interview; leave it empty if there is none.",
            "Interview",
            "date",
            None,
        ),
        field("theme", "Theme", "Light, dark, or as your system has it.", "Appearance", "choice", "system", themes),
        field(
            "editor",
            "Editor",
            "Monaco is the full editor. The plain one starts faster.",
            "Editor",
            "choice",
            "monaco",
            editors,
        ),
        field(
            "editor_font_size", "Font size", "Size of the text in the editor.", "Editor", "number", 11, low=8, high=40
        ),
        field("phase_guide", "Phase guide", "Show at the top where one should be.", "Rounds", "switch", True),
    )


class Waits(NamedTuple):
    """A round that waits to be judged."""

    round_id: str
    title: str
    reason: str

    @property
    def name(self) -> str:
        return self.round_id


class FakeStories(StoryBank):
    """A bank that keeps stories in memory, over the bundled competencies."""

    def __init__(self) -> None:
        self.kept: dict[StoryId, UserStory] = {}
        self.refusal: KnownError | None = None
        self.told: tuple[str, ...] = ()

    def stories(self) -> tuple[UserStory, ...]:
        return tuple(self.kept.values())

    def competencies(self) -> tuple[Competency, ...]:
        return load_competencies()

    def overview(self) -> StoryOverview:
        return look_over(self.stories(), self.competencies(), self.told)

    def new_id(self) -> StoryId:
        return StoryId(f"new-{len(self.kept)}")

    def keep(self, story_id: StoryId, title: str, parts: dict[str, str], competencies: Sequence[str]) -> UserStory:
        if self.refusal is not None:
            raise self.refusal
        values = {**parts, "id": story_id, "profile": "default", "title": title, "competencies": tuple(competencies)}
        self.kept[story_id] = make_story(values | {"made": NOON, "changed": NOON})
        return self.kept[story_id]

    def delete(self, story_id: StoryId) -> None:
        del self.kept[story_id]


class FakeModels(ModelSetup):
    """No key, no check, no call; for tests of other things than models."""

    def __init__(self) -> None:
        """There are no services behind it."""

    def keys(self) -> tuple[KeyState, ...]:
        return ()

    def target(self) -> str:
        return "Tries nothing."

    def last_check(self) -> CheckFigures:
        return CheckFigures("offline")

    def month(self) -> Month:
        return Month(0.0, 0, 10.0)


class FakeLoops(LoopDay):
    """No loop yet, unless a test sets some."""

    def __init__(self) -> None:
        self.kept: tuple[LoopView, ...] = ()

    def overview(self) -> tuple[LoopView, ...]:
        return self.kept


def estimated(level: float = 2.2, half: float = 1.0, seen: int = 0, chance: float = 0.2) -> Estimate:
    """A level; enough from three graded questions on."""
    return Estimate(level, max(1.0, level - half), min(4.0, level + half), chance, seen, enough=seen >= 3)


def skill(name: str, title: str, told: Estimate, moved: tuple[Moved, ...] = ()) -> SkillTold:
    """A skill with what moved it."""
    by_rounds = sum(one.shown + one.practice for one in moved)
    trend = tuple(point for one in reversed(moved) for point in (one.before, one.after))
    return SkillTold(
        name, title, f"About {title}.", False, told, 2.2, 2.2 + by_rounds, by_rounds, 0.0, 0.0, moved, trend, 0, 0
    )


def moved(day: int, title: str, shown: float, **more: object) -> Moved:
    """A round that spoke for a skill."""
    when = NOON - timedelta(days=day)
    base: dict[str, object] = {
        "at": when,
        "round_id": f"round-{day}",
        "title": title,
        "kind": "coding",
        "levels": (("Correctness", 3), ("Code quality", 2)),
        "who": "tests and a model",
        "is_own_word": False,
        "only_practice": False,
        "in_bank": True,
        "demo": False,
        "shown": shown,
        "practice": 0.06,
        "before": PointTold(when, 2.2, 1.2, 3.2),
        "after": PointTold(when, 2.4, 1.6, 3.2),
    }
    return Moved(**(base | more))  # type: ignore[arg-type]


def overview() -> Overview:
    """One skill of which enough is known, and one of which nothing is."""
    rounds = (moved(2, "Token bucket per key", 0.2), moved(3, "LRU cache", -0.1), moved(5, "Agent loop", 0.3))
    return Overview(
        skills=(
            skill("python", "Python proficiency", estimated(2.9, 0.4, 3, 0.44), rounds),
            skill("rag", "RAG implementation", estimated()),
        ),
        kinds=(
            KindTold("coding", estimated(2.8, 0.4, 3, 0.38), (("Python proficiency", 70),), in_loop=True),
            KindTold("behavioral", estimated(), (("RAG implementation", 100),), in_loop=True),
        ),
        bar=3.0,
        level_name="senior",
        loop=None,
        next=NextTold("coding/bm25", "BM25 from nothing, top-k", "coding", 45, "RAG has not been seen yet."),
        time=(TimeSpent("coding", 131, 3),),
        graded=3,
        handed_in=3,
        own_word_only=False,
        days=3,
        demo=False,
    )


class FakeBoard(SkillBoard):
    """Tells what a test put in."""

    def __init__(self, told: Callable[[], Overview]) -> None:
        self._told = told

    def look(self) -> Overview:
        return self._told()

    def glimpse(self) -> Glimpse:
        found = self._told()
        return Glimpse(found.kinds, found.bar, found.next, found.days if found.handed_in else None, "No drill is due.")


class FakeServices:
    """Holds what a test put in; `fail` maps a method's name to the error it raises."""

    def __init__(self) -> None:
        self.shelf = Shelf(rows(), ())
        self.lines: tuple[Line, ...] = lines()
        self.waiting: tuple[Waits, ...] = ()
        self.chosen_grader: str | None = "offline"
        self.fields = fields()
        self.shut = Shut(strong=True, sentence="Code you run is shut in.")
        self.looked = Looked(ok=True, sentence="The history is sound: 5 rounds.")
        self.welcome = False
        self.interview: date | None = None
        self.welcomed: list[tuple[str | None, date | None]] = []
        self.started: list[tuple[str, str, str]] = []
        self.exported: list[tuple[str, Path]] = []
        self.fail: dict[str, Exception] = {}
        self.before: Callable[[str], None] = lambda _name: None
        self.closed = False
        self.bank = FakeStories()
        self.target_desk: TargetDesk | None = None
        self.past_desk: PastDesk | None = None
        self.days = FakeLoops()
        self.overview = overview()

    def questions(self) -> Shelf:
        self._called("questions")
        return self.shelf

    def question_detail(self, ref: str) -> Detail:
        self._called("question_detail")
        phases = (Stretch("Plan", 8), Stretch("Code", 25), Stretch("Test", 8), Stretch("Explain", 4))
        return Detail(
            ref, phases, ("Correctness", "Testing"), ("Problem solving", "Code quality", "Communication"), 3, "none"
        )

    def history(self, wanted: Wanted = EVERYTHING, limit: int | None = PAGE, after: Place | None = None) -> LinesPage:
        self._called("history")
        found = [
            line
            for line in self.lines
            if wanted.search.casefold() in line.title.casefold()
            and wanted.is_open in {None, line.is_open}
            and (wanted.kinds is None or line.kind in wanted.kinds)
            and (wanted.states is None or line.state in wanted.states)
            and (wanted.graded is None or wanted.graded == (line.verdict not in {None, "not judged yet"}))
            and (wanted.verdicts is None or (line.verdict or "").lower().replace(" ", "_") in wanted.verdicts)
            and wanted.question in {"", line.question}
            and (wanted.since is None or (line.started is not None and line.started >= wanted.since))
            and (wanted.until is None or (line.started is not None and line.started < wanted.until))
        ]
        behind = 0 if after is None else [line.id for line in found].index(after.id) + 1
        page = found[behind:] if limit is None else found[behind : behind + limit]
        more = behind + len(page) < len(found)
        return LinesPage(tuple(page), Place(NOON, page[-1].id) if more else None, len(found))

    def open_rounds(self) -> tuple[Line, ...]:
        self._called("open_rounds")
        return tuple(line for line in self.lines if line.is_open)

    def last_rounds(self, limit: int) -> tuple[Line, ...]:
        self._called("last_rounds")
        return tuple(line for line in self.lines if not line.is_open)[:limit]

    def waiting_rounds(self) -> tuple[Waits, ...]:
        self._called("waiting_rounds")
        return self.waiting

    def grader(self) -> str | None:
        self._called("grader")
        return self.chosen_grader

    def start_round(self, ref: str, mode: str, form: str) -> str:
        self._called("start_round")
        self.started.append((ref, mode, form))
        return "round-new"

    def export_report(self, round_id: str, path: Path) -> None:
        self._called("export_report")
        self.exported.append((round_id, path))

    def delete_round(self, round_id: str) -> None:
        self._called("delete_round")
        self.lines = tuple(line for line in self.lines if line.id != round_id)

    def settings(self) -> tuple[Field, ...]:
        self._called("settings")
        return self.fields

    def change_setting(self, name: str, value: SettingValue) -> None:
        self._called("change_setting")
        self.fields = tuple(field._replace(value=value) if field.name == name else field for field in self.fields)

    def interview_date(self) -> date | None:
        self._called("interview_date")
        return self.interview

    def today(self) -> date:
        self._called("today")
        return NOON.date()

    def needs_welcome(self) -> bool:
        self._called("needs_welcome")
        return self.welcome

    def finish_welcome(self, level: str | None, interview: date | None) -> None:
        self._called("finish_welcome")
        self.welcomed.append((level, interview))

    def models(self) -> FakeModels:
        self._called("models")
        return FakeModels()

    def skills(self) -> FakeBoard:
        self._called("skills")

        def told() -> Overview:
            self._called("look")
            return self.overview

        return FakeBoard(told)

    def stories(self) -> FakeStories:
        self._called("stories")
        return self.bank

    def targets(self) -> TargetDesk:
        self._called("targets")
        assert self.target_desk is not None, "the test gives a desk over a history of its own"
        return self.target_desk

    def past(self) -> PastDesk:
        self._called("past")
        assert self.past_desk is not None, "the test gives a desk"
        return self.past_desk

    def loops(self) -> FakeLoops:
        self._called("loops")
        return self.days

    def isolation(self) -> Shut:
        self._called("isolation")
        return self.shut

    def check_history(self) -> Looked:
        self._called("check_history")
        return self.looked

    def close(self) -> None:
        self.closed = True

    def value(self, name: str) -> SettingValue:
        """What is kept of a setting."""
        return next(field.value for field in self.fields if field.name == name)

    def _called(self, name: str) -> None:
        self.before(name)
        if name in self.fail:
            raise self.fail[name]


class FakeBoot:
    """Gives the fake services; `refusal` is raised instead where it is set."""

    def __init__(self, services: FakeServices) -> None:
        self.services = services
        self.refusal: KnownError | None = None

    def questions(self) -> Shelf:
        return self.services.shelf._replace(
            entries=tuple(row._replace(seen=False) for row in self.services.shelf.entries)
        )

    def open(self) -> FakeServices:
        if self.refusal is not None:
            raise self.refusal
        return self.services


def broken_pack() -> LeftOut:
    """A problem of a stranger's pack."""
    return LeftOut("packs/acme/coding/queue/question.toml", "difficulty must be a whole number from 1 to 5")
