"""Questions that are answered in words: their rubric, and each rule with the file and key where it is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mockint.bank.catalog import read_catalog
from mockint.bank.loader import read_question
from mockint.bank.rubrics import is_rubric_of, load_rubric, load_tags, question_rubric, read_shared
from mockint.bank.rules import Finding, findings
from mockint.domain.rubric import RoundKind
from mockint.errors import BankError
from mockint.paths import bank_root
from tests.helpers.packs import drop, put, replace, write_files
from tests.helpers.text_packs import SLUG, text_files

KINDS: tuple[tuple[RoundKind, str], ...] = (
    ("system_design", ""),
    ("behavioral", "behavioral_story"),
    ("behavioral", "behavioral_judgement"),
    ("behavioral", "behavioral_motivation"),
)
Change = Callable[[dict[str, str]], object]
FACTS = '[[facts]]\nasks = ["Is it 0?", "Would it be 0?"]\nanswer = "Yes."\n'
CURVEBALL = '[curveball]\nminute = 4\ntext = "It must be half as dear."\n'


def check(tmp_path: Path, kind: RoundKind, rubric: str, *changes: Change) -> list[Finding]:
    files = text_files(kind, rubric)
    for change in changes:
        change(files)
    loaded = read_question(write_files(tmp_path / kind / SLUG, files))
    assert loaded.problems == ()
    assert loaded.question is not None
    header = loaded.question.header
    return findings(loaded, load_rubric(header.kind, name=header.rubric), load_tags())


@pytest.mark.parametrize(("kind", "rubric"), KINDS)
def test_a_good_question_keeps_every_rule(tmp_path: Path, kind: RoundKind, rubric: str) -> None:
    assert check(tmp_path, kind, rubric) == []
    assert read_catalog(tmp_path).problems == ()


def cut_facts(left: int) -> Change:
    def change(files: dict[str, str]) -> None:
        head, *facts = files["interview.toml"].split("[[facts]]")
        last, probes = facts[-1].split("[[probes]]", 1)
        facts = [*facts[:-1], last][:left]
        files["interview.toml"] = "[[facts]]".join([head, *facts]) + "[[probes]]" + probes

    return change


@pytest.mark.parametrize(
    ("kind", "change", "file", "key", "words"),
    [
        ("system_design", cut_facts(5), "interview.toml", "facts", "there are 5; 6 or more"),
        ("behavioral", cut_facts(1), "interview.toml", "facts", "there are 1; 2 or more"),
        (
            "behavioral",
            replace("question.toml", 'competencies = ["ownership"]\n', ""),
            "question.toml",
            "competencies",
            "names 0, not 1 to 3",
        ),
        (
            "behavioral",
            replace("question.toml", '["ownership"]', '["ownership", "charm"]'),
            "question.toml",
            "competencies",
            "'charm' is not one of competencies.toml",
        ),
        (
            "system_design",
            replace("question.toml", "version = 1", 'version = 1\ncompetencies = ["ownership"]'),
            "question.toml",
            "competencies",
            "is for behavioral questions alone",
        ),
        ("behavioral", cut_facts(0), "interview.toml", "facts", "is missing"),
        ("system_design", replace("interview.toml", CURVEBALL, ""), "interview.toml", "curveball", "is missing"),
        (
            "system_design",
            replace("interview.toml", 'criterion = "adapting"', 'criterion = "framing"'),
            "interview.toml",
            "probes",
            "none asks about adapting",
        ),
        (
            "behavioral",
            replace("interview.toml", "explanation_minutes = 0", ""),
            "interview.toml",
            "explanation_minutes",
            "must be 0",
        ),
        ("behavioral", replace("interview.toml", "minutes = 6", "minutes = 5"), "interview.toml", "phases", "7 min"),
        (
            "behavioral",
            replace("interview.toml", '"Would it be 0?"', '"is it 0?"'),
            "interview.toml",
            "facts[0].asks",
            "twice",
        ),
        ("behavioral", replace("evidence.toml", '["point"]', '["Point"]'), "evidence.toml", "points[0].terms", "small"),
        ("behavioral", replace("evidence.toml", '["point"]', '[" "]'), "evidence.toml", "points[0].terms", "empty"),
        ("behavioral", replace("evidence.toml", '["point"]', '["%"]'), "evidence.toml", "points[0].terms", "no letter"),
        (
            "behavioral",
            replace("samples/samples.toml", '"answer"', '"notebook"'),
            "samples/samples.toml",
            "samples[0].answer",
            "not 'answer'",
        ),
        (
            "behavioral",
            replace("question.toml", "minutes = 8", "minutes = 8\nshort_minutes = 5"),
            "question.toml",
            "short_minutes",
            "leave it out",
        ),
        (
            "system_design",
            replace("question.toml", "minutes = 8", 'minutes = 8\npattern = "star"'),
            "question.toml",
            "pattern",
            "coding problems alone",
        ),
        (
            "system_design",
            put("rubric.toml", "[criteria.charm]\nweight = 10\n"),
            "rubric.toml",
            "criteria",
            "no criterion 'charm'",
        ),
    ],
)
def test_each_broken_rule_is_told(
    tmp_path: Path, kind: RoundKind, change: Change, file: str, key: str, words: str
) -> None:
    found = check(tmp_path, kind, "behavioral_story" if kind == "behavioral" else "", change)
    assert any(f[:2] == (file, key) and words in f.problem for f in found), found


def test_a_behavioral_question_needs_no_change_of_plan(tmp_path: Path) -> None:
    assert check(tmp_path, "behavioral", "behavioral_story", replace("interview.toml", CURVEBALL, "")) == []


def test_a_kind_that_cannot_be_written_yet_is_told(tmp_path: Path) -> None:
    files = text_files("system_design")
    files["question.toml"] = files["question.toml"].replace('"system_design"', '"debug"')
    loaded = read_question(write_files(tmp_path / "debug" / SLUG, files))
    found = findings(loaded, load_rubric("system_design"), load_tags())
    assert ("question.toml", "kind") in [finding[:2] for finding in found]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("behavioral_poem", "is missing"),
        ("system_design", "not a rubric of the kind behavioral"),
        ("../skills", "not a rubric of the kind behavioral"),
    ],
)
def test_a_rubric_that_is_none_of_its_kind_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    files = text_files("behavioral", "behavioral_story")
    replace("question.toml", '"behavioral_story"', f'"{name}"')(files)
    question = read_question(write_files(tmp_path / "behavioral" / SLUG, files)).question
    assert question is not None
    with pytest.raises(BankError, match=problem):
        question_rubric(question)


def test_a_question_may_change_the_rubric_that_it_names(tmp_path: Path) -> None:
    files = text_files("behavioral", "behavioral_story")
    put("rubric.toml", "[criteria.evidence]\nnot_assessed = true\n[criteria.result]\nweight = 30\n")(files)
    question = read_question(write_files(tmp_path / "behavioral" / SLUG, files)).question
    assert question is not None
    assert [(c.id, c.weight) for c in question_rubric(question).criteria] == [
        ("ownership", 30),
        ("action", 25),
        ("result", 30),
        ("reflection", 15),
    ]


def test_a_sample_is_of_a_document_that_exists(tmp_path: Path) -> None:
    files = text_files("behavioral", "behavioral_story")
    replace("samples/samples.toml", '"answer"', '"story"')(files)
    drop("design.md")(files)
    loaded = read_question(write_files(tmp_path / "behavioral" / SLUG, files))
    folder = tmp_path / "behavioral" / SLUG
    assert {(p.file, p.key) for p in loaded.problems} == {
        (str(folder / "samples" / "samples.toml"), "samples[0].answer"),
        (str(folder / "design.md"), ""),
    }


@pytest.mark.parametrize(
    ("name", "kind", "fits"),
    [
        ("behavioral", "behavioral", True),
        ("behavioral_story", "behavioral", True),
        ("behavioral_", "behavioral", False),
        ("behaviorals", "behavioral", False),
        ("system_design", "system", True),
        ("coding", "debug", False),
    ],
)
def test_names_of_rubrics(name: str, kind: str, *, fits: bool) -> None:
    assert is_rubric_of(name, kind) is fits


def test_a_rubric_file_is_named_after_its_kind(tmp_path: Path) -> None:
    shutil.copytree(bank_root() / "rubrics", tmp_path / "rubrics")
    shutil.copy(bank_root() / "skills.toml", tmp_path / "skills.toml")
    (tmp_path / "rubrics" / "debug.toml").rename(tmp_path / "rubrics" / "coding_short.toml")
    (told,) = read_shared(tmp_path)
    assert (Path(told.file).name, told.key) == ("coding_short.toml", "kind")
    assert "debug.toml or debug_<flavour>.toml" in told.problem
