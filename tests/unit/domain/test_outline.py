"""The headings of a Markdown text: levels, lines, and what stands below."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.outline import headings


def test_headings_have_their_level_line_and_text() -> None:
    found = headings("before\n## One ##\na\nb\n### Two\n\n#\nend")
    assert [(h.level, h.title, h.line, h.below) for h in found] == [
        (2, "One", 1, "a\nb"),
        (3, "Two", 4, ""),
        (1, "", 6, "end"),
    ]


def test_a_hash_elsewhere_is_no_heading() -> None:
    text = "#no\n    # code\n####### seven\n```\n# in a fence\n~~~\n```\n~~~ sh\n# in another\n"
    assert headings(text) == ()
    assert [h.title for h in headings("```\n# in\n``` x\n```\n# out")] == ["out"]


@given(st.text(alphabet="#`~ \nab", max_size=80))
def test_nothing_between_headings_is_lost(text: str) -> None:
    lines = text.split("\n")
    for heading in headings(text):
        assert lines[heading.line].lstrip().startswith("#")
        below = heading.below.split("\n") if heading.below else []
        start = heading.line + 1
        assert lines[start : start + len(below)] == below
