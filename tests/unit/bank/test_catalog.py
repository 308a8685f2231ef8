"""The list of questions is fast, complete, and not spoilt by a broken question."""

from __future__ import annotations

import os
import subprocess
import sys
import typing
from pathlib import Path

import pytest

from mockint.bank.catalog import DRILL_FOLDERS, KIND_FOLDERS, read_catalog
from mockint.domain.rubric import DRILL_KINDS, ROUND_KINDS, DrillKind, RoundKind
from mockint.errors import BadInputError
from mockint.paths import bank_root
from tests.helpers.packs import QUESTION_ID, good_files, write_files, write_headers, write_pack

OTHER_ID = "0a63d0a5-6f5e-4b8e-8f57-3a4f2b1c9d10"


def test_a_header_becomes_an_entry(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    catalog = read_catalog(tmp_path)
    assert catalog.problems == ()
    (entry,) = catalog.entries
    assert entry.ref == "coding/count-pairs"
    assert (entry.title, entry.difficulty, entry.minutes, entry.short_minutes) == ("Count pairs", 2, 45, 15)
    assert entry.skills == {"python": 0.8, "fundamentals": 0.6}
    assert entry.folder == folder
    assert entry.origin.bundled


def test_the_kinds_are_those_of_the_domain() -> None:
    assert KIND_FOLDERS == ROUND_KINDS == typing.get_args(RoundKind)
    assert DRILL_FOLDERS == DRILL_KINDS == typing.get_args(DrillKind)


def test_packs_follow_the_bank_and_are_not_trusted(tmp_path: Path) -> None:
    write_pack(tmp_path / "bank")
    write_pack(tmp_path / "pack", "other", OTHER_ID)
    catalog = read_catalog(tmp_path / "bank", [tmp_path / "pack"])
    assert {entry.ref: entry.origin.bundled for entry in catalog.entries} == {
        "coding/count-pairs": True,
        "coding/other": False,
    }


def test_a_pack_cannot_take_the_place_of_a_question_of_the_bank(tmp_path: Path) -> None:
    write_pack(tmp_path / "bank")
    write_pack(tmp_path / "same-name", question_id=OTHER_ID)
    write_pack(tmp_path / "same-id", "other")
    catalog = read_catalog(tmp_path / "bank", [tmp_path / "same-name", tmp_path / "same-id"])
    assert [entry.origin.bundled for entry in catalog.entries] == [True]
    assert [(p.key, "already used" in p.problem) for p in catalog.problems] == [("slug", True), ("id", True)]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("x = [", ""),
        ("", ""),
        (good_files()["question.toml"].replace('kind = "coding"', 'kind = "debug"'), "kind"),
        ('title = "No more than a title"', "id"),
        ("summary = '" + "x" * 70_000 + "'", ""),
        (good_files()["question.toml"].replace("minutes = 45", 'minutes = "45"'), "minutes"),
        (good_files()["question.toml"].replace("minutes = 45", "minutes = true"), "minutes"),
        (good_files()["question.toml"].replace('slug = "count-pairs"', 'slug = "elsewhere"'), "slug"),
        (good_files()["question.toml"].replace("python = 0.8", 'python = "much"'), "skills"),
    ],
)
def test_a_broken_question_never_hides_the_others(tmp_path: Path, header: str, key: str) -> None:
    write_pack(tmp_path, "good", OTHER_ID)
    write_files(tmp_path / "coding" / "count-pairs", {"question.toml": header})
    catalog = read_catalog(tmp_path)
    assert [entry.slug for entry in catalog.entries] == ["good"]
    assert (Path(catalog.problems[0].file).parent.name, catalog.problems[0].key) == ("count-pairs", key)


def test_a_folder_without_a_header_and_a_link_are_told(tmp_path: Path) -> None:
    write_pack(tmp_path / "pack")
    (tmp_path / "pack/coding/empty").mkdir()
    (tmp_path / "pack/coding/link").symlink_to(tmp_path)
    problems = {
        Path(p.file).relative_to(tmp_path).as_posix(): p.problem for p in read_catalog(tmp_path / "pack").problems
    }
    assert problems == {
        "pack/coding/empty/question.toml": "is missing",
        "pack/coding/link": "is a link; links are not read",
    }


def test_a_title_that_would_write_to_the_terminal_is_not_listed(tmp_path: Path) -> None:
    files = good_files()
    files["question.toml"] = files["question.toml"].replace('"Count pairs"', '"Count\\u001b[2J pairs"')
    write_files(tmp_path / "coding" / "count-pairs", files)
    catalog = read_catalog(tmp_path)
    assert catalog.entries == ()
    assert [problem.problem for problem in catalog.problems] == ["or summary holds a control character"]


def test_a_misspelt_kind_does_not_hide_its_questions(tmp_path: Path) -> None:
    write_pack(tmp_path)
    (tmp_path / "coding").rename(tmp_path / "codng")
    (tmp_path / "notes").mkdir()
    (tmp_path / "README.md").write_text("A pack.")
    problems = read_catalog(tmp_path).problems
    assert [(Path(p.file).name, p.problem.split(" but")[0]) for p in problems] == [
        ("codng", "holds questions"),
        (tmp_path.name, problems[1].problem),
    ]


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pack(tmp_path)
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "coding":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    problems = read_catalog(tmp_path).problems
    assert (Path(problems[0].file).name, problems[0].problem) == ("coding", "cannot be read: Permission denied")


@pytest.mark.parametrize("name", ["missing", "empty", "file"])
def test_a_pack_without_questions_is_told(tmp_path: Path, name: str) -> None:
    write_pack(tmp_path / "bank")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    catalog = read_catalog(tmp_path / "bank", [tmp_path / name])
    assert len(catalog.entries) == 1
    assert [problem.file for problem in catalog.problems] == [str(tmp_path / name)]


@pytest.mark.parametrize("name", ["coding/count-pairs", "count-pairs", QUESTION_ID])
def test_a_question_is_found_by_ref_slug_and_id(tmp_path: Path, name: str) -> None:
    write_pack(tmp_path)
    assert read_catalog(tmp_path).find(name).slug == "count-pairs"


def test_an_unknown_name_gets_a_suggestion(tmp_path: Path) -> None:
    write_pack(tmp_path)
    with pytest.raises(BadInputError, match="Did you mean coding/count-pairs"):
        read_catalog(tmp_path).find("coding/count-pair")
    with pytest.raises(BadInputError, match="mockint list"):
        read_catalog(tmp_path).find("zzz")


def test_only_near_names_are_suggested() -> None:
    with pytest.raises(BadInputError) as refused:
        read_catalog(bank_root()).find("coding/token-bukket")
    assert refused.value.how == "Did you mean coding/token-bucket?"


def test_a_slug_of_two_kinds_must_be_said_in_full(tmp_path: Path) -> None:
    write_pack(tmp_path)
    header = good_files(question_id=OTHER_ID)["question.toml"].replace('"coding"', '"debug"')
    write_files(tmp_path / "debug" / "count-pairs", {"question.toml": header})
    with pytest.raises(BadInputError, match="coding/count-pairs, debug/count-pairs"):
        read_catalog(tmp_path).find("count-pairs")


def test_two_hundred_headers_are_all_listed(tmp_path: Path) -> None:
    write_headers(tmp_path, 200)
    catalog = read_catalog(tmp_path)
    assert len(catalog.entries) == 200
    assert catalog.problems == ()


def test_the_list_needs_no_pydantic() -> None:
    code = "import sys; import mockint.bank.catalog; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
