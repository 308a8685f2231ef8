"""The folder of a round that is worked on in one's own editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.app import catalogue, folder
from mockint.app.services import Services
from mockint.domain.ids import RoundId
from mockint.errors import BadInputError
from mockint.rounds.coding import EXPLANATION, SOLUTION
from tests.unit.app.conftest import QUESTION


@pytest.fixture
def made(services: Services, tmp_path: Path) -> folder.RoundFolder:
    question = catalogue.load(services, QUESTION).question
    return folder.make_folder(tmp_path / "round", RoundId("r1"), services.home.root, question)


def test_it_is_found_from_within(made: folder.RoundFolder) -> None:
    deep = made.path / "a" / "b"
    deep.mkdir(parents=True)
    assert folder.find_folder(deep) == made
    assert folder.find_folder(made.path / "solution.py") == made


def test_its_files_are_its_documents(made: folder.RoundFolder, services: Services) -> None:
    (made.path / "solution.py").write_bytes(b"x = 1\r\n")
    (made.path / "explanation.md").unlink()
    documents = folder.read_documents(made, catalogue.load(services, QUESTION).question)
    assert documents[SOLUTION] == "x = 1\n"
    assert documents[EXPLANATION] == ""


def test_the_brief_grows_with_the_levels(made: folder.RoundFolder, services: Services) -> None:
    brief = made.path / folder.BRIEF
    short = brief.read_text(encoding="utf-8")
    folder.write_brief(made, catalogue.load(services, QUESTION).question, 2)
    asked, mark, files = short.partition("## Your files")
    assert mark
    assert all(f"`{name}`" in files for name in ("solution.py", "own_tests.py", "explanation.md", "notes.md"))
    grown = brief.read_text(encoding="utf-8")
    assert grown.startswith(asked.rstrip())
    assert grown.endswith(mark + files)
    assert "Level 2" in grown
    assert "Level 2" not in short


def test_a_folder_that_is_in_use_is_refused(made: folder.RoundFolder) -> None:
    with pytest.raises(BadInputError, match="not an empty folder"):
        folder.check_free(made.path)
    with pytest.raises(BadInputError, match="not an empty folder"):
        folder.check_free(made.path / "solution.py")


def test_a_place_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="not the folder of a round"):
        folder.find_folder(tmp_path)


@pytest.mark.parametrize("text", ["", "{}", "[]", "{", '{"round": "x"}'])
def test_a_broken_marker_says_how_to_mend_it(made: folder.RoundFolder, text: str) -> None:
    (made.path / folder.MARKER).write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match="cannot be read") as refused:
        folder.find_folder(made.path)
    assert "mockint history" in refused.value.how


def test_files_that_are_no_answer_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "answer.py"
    with pytest.raises(BadInputError, match="There is no file"):
        folder.read_text(path)
    path.write_bytes(b"\xff")
    with pytest.raises(BadInputError, match="not UTF-8"):
        folder.read_text(path)
    path.write_bytes(b" " * (folder.MAX_FILE_BYTES + 1))
    with pytest.raises(BadInputError, match="larger than 2 MB"):
        folder.read_text(path)
    with pytest.raises(BadInputError, match="cannot be read"):
        folder.read_text(tmp_path)
