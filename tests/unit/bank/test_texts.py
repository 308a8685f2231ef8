from __future__ import annotations

from pathlib import Path

import pytest

from mockint.bank.loader import load_question
from mockint.bank.texts import Text, duplicates, reading_grade, text_findings, texts_of
from mockint.domain.question import Question
from tests.helpers.packs import Broken, good_files, put, replace, write_files

LONG = "Notwithstanding considerable organisational heterogeneity, interdepartmental communication necessitates"
BROKEN = {
    "short prompt": Broken(put("prompt.md", "Count pairs."), "prompt.md", "", "words; 150 to 1000"),
    "long prompt": Broken(put("prompt.md", "A word. " * 600), "prompt.md", "", "words; 150 to 1000"),
    "hard prompt": Broken(put("prompt.md", f"{LONG} {LONG.lower()}. " * 12), "prompt.md", "", "reads like grade"),
    "a hint in the prompt": Broken(
        replace("interview.toml", "Look at one value.", "The order of the two does not count for you."),
        "interview.toml",
        "hints[0]",
        "stands in the prompt",
    ),
    "two points alike": Broken(
        replace("evidence.toml", "A dictionary holds how often", "For the complement of each value among those seen"),
        "evidence.toml",
        "points[1]",
        "says nearly what points[0] says",
    ),
}


def question_of(tmp_path: Path, files: dict[str, str]) -> Question:
    return load_question(write_files(tmp_path / "coding" / "count-pairs", files))


def test_a_good_question_has_good_texts(tmp_path: Path) -> None:
    assert text_findings(question_of(tmp_path, good_files())) == []


@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_text_is_told_with_file_and_key(tmp_path: Path, name: str) -> None:
    broken, files = BROKEN[name], good_files()
    broken.change(files)
    if name == "two points alike":
        files["evidence.toml"] = files["evidence.toml"].replace("every number came so far.", "is looked up.")
    (found,) = text_findings(question_of(tmp_path, files))
    assert (found.file, found.key) == (broken.file, broken.key)
    assert broken.words in found.problem


def test_the_grade_is_that_of_the_formula() -> None:
    # 12 words, 1 sentence, 13 groups of vowels: 0.39 * 12 + 11.8 * 13 / 12 - 15.59
    assert reading_grade("The cat sat on the mat and the dog sat on nothing.") == pytest.approx(1.87, abs=0.01)
    assert reading_grade("```python\nx = internationalisation()\n```\n| a | b |\n") == 0.0


def test_the_same_words_elsewhere_are_found_once_at_the_later_place() -> None:
    def text(name: str, words: str, group: str = "") -> Text:
        return Text(Path(name), "f", "k", group or name, words)

    first = text("a", "The limiter is tried against a clock that goes back by one whole second.")
    near = text("b", "The limiter was tried against a clock that goes back by one whole second.")
    other = text("c", "A heap keeps the best few of a very long list without sorting it at all.")
    short = text("d", "What does it cost?")
    assert [(one.text.folder, one.other.folder) for one in duplicates([first, other, near, short, short])] == [
        (Path("b"), Path("a"))
    ]
    assert duplicates([first, text("e", first.text, group="a")]) == [], "ways of saying one thing may be alike"


def test_every_text_has_its_place(tmp_path: Path) -> None:
    question = question_of(tmp_path, good_files())
    places = {(text.file, text.key) for text in texts_of(question, tmp_path)}
    assert {("prompt.md", ""), ("interview.toml", "hints[2]"), ("evidence.toml", "points[11]")} <= places
    assert {("samples/samples.toml", "samples[4]"), ("coding.toml", "mutants[0]")} <= places
