"""A README as somebody reads it who has a minute."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockint.defence import prose

README = """\
# Desk

[![CI](https://img.shields.io/badge/ci-green)](x) ![badge](https://img.shields.io/x)

Desk answers questions of **staff** from 400 documents, with its sources.

## Start

```sh
pip install desk
desk ask "how many days?"
```

## Usage

```python
desk.ask("how many days?")
```

## Evaluation

Recall at 5 is 0.83 and accuracy 71 %, on 120 questions
of three departments.

Latency p95 is 2.1 s.

## Limitations

Tables are read as text.
"""


def test_finds_what_a_reader_looks_for_with_its_line() -> None:
    said = prose.readme(README)
    assert {topic: one and one.line for topic, one in said.items()} == {
        "what": 5,
        "run": 10,
        "example": 14,
        "limits": 27,
        "evaluation": 20,
    }
    assert said["what"] is not None
    assert said["what"].quote == "Desk answers questions of **staff** from 400 documents, with its sources."
    assert said["what"].words_before == 1  # the title; badges have no words


def test_what_is_not_said_is_none() -> None:
    assert set(prose.readme("# Title\n\nOnly two\n").values()) == {None}
    assert set(prose.readme("").values()) == {None}


def test_a_figure_has_the_size_that_its_paragraph_names() -> None:
    assert [(one.line, one.has_size) for one in prose.figures(README)] == [(22, True), (25, False)]


def test_a_table_has_its_metric_in_the_head() -> None:
    table = "| model | accuracy |\n|---|---|\n| small | 0.71 |\n| large | 0.83 |\n\nn = 120\n"
    assert [(one.line, one.has_size) for one in prose.figures(table)] == [(3, False), (4, False)]


def test_a_level_of_confidence_is_no_figure() -> None:
    assert prose.figures("Kappa has a 95 % confidence interval by bootstrap.") == []


def test_names_limits_in_headings_and_sentences() -> None:
    text = "# Known issues\n\nWindows is untested.\n\n`is not supported` in code\n\n```\nnot supported\n```\n\nAll is well.\n"
    assert [one.line for one in prose.limits(text)] == [1, 3, 5]
    assert prose.limits("Say what is out of scope.") == []


def test_commands_count_in_code_alone() -> None:
    text = "We like pytest.\n\nRun `uv run pytest -q` first.\n\n```\nmake test\n```\n\n`pytest>=8` is needed\n"
    assert [one.line for one in prose.test_commands(text, is_document=True)] == [3, 6]
    assert prose.test_commands("Tools like `tox` need it.\n", is_document=True) == []
    assert [one.line for one in prose.test_commands("test:\n\tpytest -q\n", is_document=False)] == [2]


def test_underlined_headings_and_indented_commands() -> None:
    text = "Tool\n====\n\nA tool for four kinds of things.\n\nUsage\n-----\n\n    python tool.py\n"
    said = prose.readme(text)
    assert {topic: one.line for topic, one in said.items() if one} == {"what": 4, "run": 9, "example": 6}


def test_a_fence_in_a_list_is_code_too() -> None:
    text = '1. Then:\n\n      ~~~bash\n      eval "$(tool init)"\n      ~~~\n'
    assert [line.kind for line in prose.lines(text)] == ["prose", "code"]
    assert prose.readme(text)["evaluation"] is None


def test_a_fence_ends_with_its_own_mark_only() -> None:
    kinds = [(line.number, line.kind) for line in prose.lines("````\n```\ncode\n```\n````\nprose\n")]
    assert kinds == [(2, "code"), (3, "code"), (4, "code"), (6, "prose")]


def test_a_long_line_is_cut_in_a_quote() -> None:
    said = prose.readme("word " * 5_000)["what"]
    assert said is not None
    assert len(said.quote) == prose.QUOTE_CHARS


@given(st.text(alphabet=st.sampled_from("`~#![](<>| \n\t-=0.1%nN a:*\x1b\x0c\u2028"), max_size=300))
def test_any_text_is_read_line_by_line(text: str) -> None:
    numbers = [line.number for line in prose.lines(text)]
    assert numbers == sorted(set(numbers))
    for said in [*prose.limits(text), *prose.test_commands(text, is_document=True), *prose.readme(text).values()]:
        assert said is None or (said.line in numbers and said.quote.isprintable())
    assert {one.line for one in prose.figures(text)} <= set(numbers)
