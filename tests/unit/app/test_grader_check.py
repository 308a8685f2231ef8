"""The check of a grader: its figures over a small gold set, what it refuses, and how its result is kept."""

from __future__ import annotations

import json
import random
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mockint.app.grader_check import GraderCheckError, changed_since, check_grader, keep_result, kept_result
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.judgement import Judged, Source, Ungraded
from mockint.domain.reading import Reading
from mockint.domain.skill import Level
from mockint.graders.base import GraderName, Outcome, Told
from mockint.graders.offline import OfflineGrader
from mockint.paths import bank_root, find_home

SLUG = "token-bucket"
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class Always:
    """A grader that says one level, or one reason, whatever it reads."""

    name: GraderName = "messages"
    source: Source = "model"

    def __init__(self, level: Level | None) -> None:
        self.level = level

    def grade(self, reading: Reading, told: Told, cancel: threading.Event) -> Outcome:
        judgements = tuple(
            Ungraded(criterion=c, reason="The server is away.")
            if self.level is None
            else Judged(criterion=c, level=self.level, source="model")
            for c in reading.asked
        )
        return Outcome(judgements, (), "Graded by a model", model="always-1", prompt_version="7")


def _levels(kind: str, level: int) -> str:
    table = "{" + ", ".join(f"{c} = {level}" for c in ("problem_solving", "code_quality", "communication")) + "}"
    return f'[[levels]]\nkind = "{kind}"\nfirst = {table}\nsecond = {table}\nsettled = {table}\n'


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A bank of one question, whose own samples stand in for gold answers."""
    bank = tmp_path / "bank"
    shutil.copytree(bank_root() / "rubrics", bank / "rubrics")
    shutil.copy(bank_root() / "skills.toml", bank / "skills.toml")
    shutil.copytree(bank_root() / "coding" / SLUG, bank / "coding" / SLUG)
    gold = bank / "gold" / "coding"
    gold.mkdir(parents=True)
    answers, levels = f'question = "coding/{SLUG}"\n', ""
    for kind, level in (("weak", 2), ("mixed", 3), ("strong", 4)):
        text = (bank / "coding" / SLUG / "samples" / f"level-{level}.md").read_text(encoding="utf-8")
        answers += f"[[answers]]\nkind = {json.dumps(kind)}\ntext = {json.dumps(text)}\n"
        levels += _levels(kind, level)
    (gold / f"{SLUG}.toml").write_text(answers + '[[answers]]\nkind = "empty"\ntext = "-"\n', encoding="utf-8")
    (gold / f"{SLUG}.levels.toml").write_text(levels + _levels("empty", 1), encoding="utf-8")
    services = Services(find_home(tmp_path / "home"), ManualClock(), random.Random(1), bank, ())
    yield services
    services.close()


def test_the_figures_of_the_offline_grader(services: Services) -> None:
    told: list[str] = []
    found = check_grader(services, OfflineGrader(), told.append, per_attack=1)
    assert {
        "grader",
        "model",
        "n",
        "qwk",
        "qwk_interval",
        "within_one",
        "leniency",
        "by_band",
        "retest",
        "attacks",
    } <= {*found}
    assert {"per_round", "constant", "usage", "readers", "apart", "by_answer", "ungraded"} <= {*found}
    assert (found["grader"], found["model"], found["n"], found["levels"]) == ("offline", "", 4, 12)
    assert found["qwk"] > 0.8
    assert found["within_one"] == 1
    assert found["retest"] == {"levels": 12, "same": 1.0}
    assert found["readers"]["kappa"] == 1
    assert found["by_answer"]["empty"] == {"n": 3, "settled": 1.0, "given": 1.0}
    assert found["attacks"]["tried"] == found["attacks"]["resisted"] >= 40
    assert found["usage"]["calls"] == 0
    assert found["per_round"]["coding"]["n"] == 4
    assert any(words.startswith("Attack ") for words in told)
    assert json.loads(json.dumps(found)) == found


def test_a_constant_grader_agrees_no_better_than_chance(services: Services) -> None:
    found = check_grader(services, Always(3), lambda _: None)
    assert found["qwk"] == 0
    assert found["leniency"] == 0.5
    assert (found["model"], found["prompt_version"]) == ("always-1", "7")


def test_a_grader_that_gives_no_levels_is_given_up_with_its_reason(services: Services) -> None:
    with pytest.raises(GraderCheckError, match="The server is away"):
        check_grader(services, Always(None), lambda _: None)


def test_without_settled_levels_nothing_is_compared(services: Services) -> None:
    (services.bank / "gold" / "coding" / f"{SLUG}.levels.toml").unlink()
    with pytest.raises(GraderCheckError, match="settled levels"):
        check_grader(services, OfflineGrader(), lambda _: None)


def test_the_last_result_is_kept_and_says_what_changed(tmp_path: Path) -> None:
    home = find_home(tmp_path / "home")
    assert kept_result(home) is None
    document = {"grader": "messages", "model": "one", "prompt_version": "7"}
    path = keep_result(home, document, AT)
    kept = kept_result(home)
    assert kept == {"at": AT.isoformat(), **document}
    assert changed_since(kept, "messages", "one", "7") == ""
    assert "'messages', not of 'offline'" in changed_since(kept, "offline", "", "")
    assert "model has changed" in changed_since(kept, "messages", "two", "7")
    assert "prompt has changed" in changed_since(kept, "messages", "one", "8")
    path.write_text("{", encoding="utf-8")
    assert kept_result(home) is None
