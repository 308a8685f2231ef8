"""The three questions on the candidate's own change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockint.app.diff_questions import HOW_MANY, diff_questions, questions_text

STARTER = {
    "candidate/build.py": "def build(folder):\n    return None\n",
    "candidate/model.py": "def ask(prompt):\n    pass\n",
}
CHANGED = {
    "candidate/build.py": (
        '"""Finds documents.\n\nif the score is over 0.5 it counts\n"""\n'
        "MIN_SCORE = 0.35\n\n\ndef build(folder):\n    return sorted(folder)\n"
    ),
    "candidate/model.py": "def ask(prompt):\n    try:\n        return call(prompt)\n    except OSError:\n        return None\n",
}


def test_each_question_quotes_a_line_that_is_there() -> None:
    questions = diff_questions(STARTER, CHANGED)
    assert len({(question.file, question.line) for question in questions}) == HOW_MANY
    for question in questions:
        assert CHANGED[question.file].splitlines()[question.line - 1].strip() == question.quote


def test_the_places_are_those_that_a_reviewer_asks_about() -> None:
    quotes = {question.quote for question in diff_questions(STARTER, CHANGED)}
    assert quotes == {"except OSError:", "MIN_SCORE = 0.35", "return sorted(folder)"}


def test_words_in_a_docstring_are_not_asked_about() -> None:
    assert all("it counts" not in question.quote for question in diff_questions(STARTER, CHANGED))


def test_an_untouched_starter_is_asked_about_all_the_same() -> None:
    questions = diff_questions(STARTER, STARTER)
    assert len(questions) == HOW_MANY
    assert all(not question.file for question in questions)


def test_what_was_answered_stays_when_the_questions_are_written_again() -> None:
    questions = diff_questions(STARTER, CHANGED)
    text = questions_text(questions)
    answered = text.replace(
        f"`{questions[0].quote}`\n", f"`{questions[0].quote}`\n\nThe user gets null, and a log line.\n"
    )
    assert answered != text
    assert "The user gets null" in questions_text(questions, answered)
    assert questions_text(questions, answered).count("The user gets null") == 1
    assert questions_text(questions, questions_text(questions, answered)) == questions_text(questions, answered)


@given(st.text(max_size=300))
def test_any_file_can_be_asked_about(source: str) -> None:
    assert len(diff_questions({}, {"a.py": source})) == HOW_MANY


def test_a_line_that_was_only_moved_is_not_asked_about() -> None:
    moved = {"candidate/build.py": "FIRST = 1\n\n\ndef build(folder):\n    if folder:\n        return None\n"}
    assert all(
        question.quote not in {"return None", "def build(folder):"} for question in diff_questions(STARTER, moved)
    )
