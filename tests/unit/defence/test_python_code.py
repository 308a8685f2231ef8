"""Facts of a Python source: counted by parsing, with their lines."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.defence.python_code import read_python


def seen(source: str, *, in_tests: bool = False, collected: bool = False) -> list[tuple[str, int]]:
    marks = read_python(dedent(source), in_tests=in_tests, collected=collected)
    assert marks is not None
    return sorted((mark.signal, mark.line) for mark in marks)


def test_counts_tests_as_pytest_collects_them() -> None:
    source = """\
        import unittest
        def test_one(): ...
        async def test_two(): ...
        def helper(): ...
        class TestThree:
            def test_a(self): ...
            def check(self): ...
        class TestMade:
            def __init__(self): ...
            def test_not_collected(self): ...
        class Old(unittest.TestCase):
            def test_b(self): ...
        class Other:
            def test_not_collected(self): ...
        def outer():
            def test_inner(): ...
        """
    assert seen(source, in_tests=True, collected=True) == [("tests.functions", line) for line in (2, 3, 6, 12)]
    # A file of another name: what unittest finds by its class, and nothing else.
    assert seen(source, in_tests=True) == [("tests.functions", 12)]


def test_tells_handlers_apart() -> None:
    source = """\
        try:
            a()
        except:
            pass
        try:
            b()
        except (ValueError, Exception) as error:
            log(error)
        try:
            c()
        except KeyError:
            ...
        try:
            d()
        except OSError:
            handle()
        """
    assert seen(source) == [
        ("errors.bare", 3),
        ("errors.broad", 7),
        ("errors.swallowed", 3),
        ("errors.swallowed", 11),
    ]


@pytest.mark.parametrize(
    ("line", "signals"),
    [
        ("requests.get(url)", ["errors.no_timeout"]),
        ("requests.get(url, timeout=3)", ["errors.timeouts"]),
        ("requests.get(url, **options)", []),
        ("Client(max_retries=2, request_timeout=9)", ["errors.retries", "errors.timeouts"]),
        ("asyncio.wait_for(work(), 3)", ["errors.timeouts"]),
        ("log = logging.getLogger(__name__)", ["logging.loggers"]),
        ("print('x')", ["logging.prints"]),
        ("console.print('x')", []),
        ("key = os.environ['KEY']", ["configuration.environment"]),
        ("key = os.getenv('KEY')", ["configuration.environment"]),
        ("from tenacity import retry", ["errors.retries"]),
        ("import opentelemetry.trace", ["tracing"]),
        ("from . import logging", []),
        ("from sklearn.metrics import f1_score", ["evaluation.libraries"]),
        ("def recall_at_k(found, wanted): ...", ["evaluation.metrics"]),
        ("def recalled(found): ...", []),
        ("def retry_once(): ...", ["errors.retries"]),
        ("text = 'except: pass  # requests.get(url)'", []),
    ],
)
def test_sees_what_a_line_does(line: str, signals: list[str]) -> None:
    assert seen(line) == [(signal, 1) for signal in signals]


def test_error_handling_of_tests_says_nothing() -> None:
    assert seen("try:\n    a()\nexcept:\n    pass\nprint(1)", in_tests=True) == []


@pytest.mark.parametrize(
    "source",
    ["def broken(:", "a\0b", "(" * 5_000, "-" * 200_000 + "1", "x" + ".y" * 100_000, "print 'two'", "\ud800 = 1"],
    ids=["syntax", "nul", "brackets", "signs", "dots", "python 2", "surrogate"],
)
def test_what_does_not_parse_is_none(source: str) -> None:
    assert read_python(source, in_tests=False, collected=False) is None


def test_the_coding_line_is_not_obeyed_and_warnings_are_kept_in() -> None:
    assert seen('# -*- coding: nowhere -*-\npattern = "\\d"\nprint(1)\n') == [("logging.prints", 3)]


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(source: str) -> None:
    marks = read_python(source, in_tests=False, collected=True)
    assert marks is None or all(mark.line >= 1 for mark in marks)
