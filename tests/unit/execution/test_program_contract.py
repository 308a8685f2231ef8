"""Lines are cut, replies read and ends explained, without a process."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.execution.contract import answer_reply, parse_line, why_ended
from mockint.execution.line_program import _Lines

FOLDER = Path("/folder")


@given(
    st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line), max_size=10),
    st.integers(1, 40),
    st.integers(1, 25),
)
def test_lines_are_the_same_however_the_stream_is_cut(lines: list[bytes], step: int, most: int) -> None:
    stream = b"".join(line + b"\n" for line in lines)
    cutter = _Lines(most)
    found = [line for at in range(0, len(stream), step) for line in cutter.feed(stream[at : at + step])]
    assert found == [line + b"\n" for line in lines if len(line) <= most]
    assert cutter.too_long == any(len(line) > most and line.lstrip().startswith(b"{") for line in lines)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["answer", "citations", "retrieved"]), inner)
        ),
    )
)
def test_any_json_gives_a_reply_or_none(value: object) -> None:
    message = parse_line(json.dumps(value).encode())
    if not isinstance(value, dict):
        assert message is None
        return
    assert message is not None
    reply = answer_reply(message, 0.1)
    assert bool(reply.fault) == bool(reply.message)


@pytest.mark.parametrize("line", [b"", b"text", b"{", b"[1]", b"{'a': 1}", b"\xff{}", b'{"a":' * 100_000])
def test_prints_are_no_messages(line: bytes) -> None:
    assert parse_line(line) is None


def test_many_ids_are_cut() -> None:
    ids = [str(number) for number in range(300)]
    reply = answer_reply({"answer": None, "citations": ids, "retrieved": []}, 0.0)
    assert reply.citations == tuple(itertools.islice(ids, 200))
    assert reply.message == '"citations" holds 300 ids; the first 200 are kept.'


@pytest.mark.parametrize(
    ("code", "errors", "sentence"),
    [
        (0, "", "The program ended with exit code 0."),
        (3, "boom\n", "The program ended with exit code 3: boom."),
        (-9, "", "The program ended by signal SIGKILL."),
        (
            1,
            (
                'Traceback (most recent call last):\n  File "/folder/a/b.py", line 7, in f\n    g()\n'
                '  File "/usr/lib/python3/json.py", line 9, in loads\n    raise\nValueError: bad\n'
            ),
            "The program ended: ValueError: bad (a/b.py, line 7).",
        ),
        (
            1,
            "  File \"/folder/a.py\", line 2\n    x = (\n        ^\nSyntaxError: '(' was never closed\n",
            "The program ended: SyntaxError: '(' was never closed (a.py, line 2).",
        ),
    ],
)
def test_why_it_ended(code: int, errors: str, sentence: str) -> None:
    assert why_ended(code, errors, FOLDER) == sentence
