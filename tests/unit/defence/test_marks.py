"""Keys that look committed, open ends, tests of other languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.defence.marks import key_like, read_lines

DRAWN = "q7Rw2ZkP9vXc4LmT8sYb1NdG6hJf3KuE5"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f"key = 'sk-ant-api03-{DRAWN}'", "Anthropic key"),
        (f"OPENAI_API_KEY=sk-proj-{DRAWN}", "OpenAI key"),
        ("aws = AKIA4ZQW7XN2PLM9RTVB", "AWS access key"),
        (f"token: ghp_{DRAWN}", "GitHub token"),
        ("-----BEGIN RSA PRIVATE KEY-----", "private key"),
        ("-----BEGIN PRIVATE KEY-----", "private key"),
        (f'"api_key": "{DRAWN}",', "assigned secret"),
        (f"DB_PASSWORD={DRAWN}", "assigned secret"),
        ("key = 'sk-ant-your-key-goes-here-and-nowhere-else-1'", None),
        ("OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", None),
        ("api_key = os.environ['ANTHROPIC_API_KEY']", None),
        ("password = correct_horse_battery_staple_again", None),
        ("-----BEGIN PUBLIC KEY-----", None),
        ("sha = 3b18e512dba79e4c8300dd08aeb37f8e728b8dad", None),
    ],
)
def test_knows_a_key_from_a_placeholder(line: str, kind: str | None) -> None:
    assert key_like(line) == kind


@given(st.text(alphabet="abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=32, max_size=60))
def test_a_key_is_never_given_on(drawn: str) -> None:
    for mark in read_lines(f"KEY=sk-proj-{drawn}\npassword = '{drawn}'\n", None, in_tests=False):
        assert drawn[:8] not in repr(mark)


def test_open_ends_stand_in_comments() -> None:
    text = "# TODO: later\nx = 'TODO'\n// FIXME\ntodo_list = []\n/* HACK around */\nTODO: in a text\n"
    assert [mark.line for mark in read_lines(text, None, in_tests=False)] == [1, 3, 5, 6]


@pytest.mark.parametrize(
    ("language", "text", "lines"),
    [
        ("Go", "func TestAdd(t *testing.T) {}\nfunc helper() {}\n", [1]),
        ("Rust", "#[test]\nfn adds() {}\n#[tokio::test]\nasync fn later() {}\n", [1, 3]),
        ("TypeScript", "describe('x', () => {\n  it('adds', () => {})\n  test.only('b', f)\n})\nsplit(1)\n", [2, 3]),
        ("Shell", "@test 'adds' {\n}\n", [1]),
        ("Java", "@Test\nvoid adds() {}\n", [1]),
        ("Markdown", "it('adds')\n", []),
    ],
)
def test_counts_tests_of_other_languages_by_pattern(language: str, text: str, lines: list[int]) -> None:
    found = [mark for mark in read_lines(text, language, in_tests=True) if mark.signal == "tests.functions"]
    assert [mark.line for mark in found] == lines


def test_lines_count_as_grep_counts_them() -> None:
    assert [mark.line for mark in read_lines("a\x0cb\u2028c\r\n# TODO\r\n", None, in_tests=False)] == [2]


def test_a_line_without_end_is_passed_over() -> None:
    assert list(read_lines("# TODO " + "x" * 10_000, None, in_tests=False)) == []
