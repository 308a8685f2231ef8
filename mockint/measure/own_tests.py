"""Which of the tests in a candidate's file are their own: those found there and left alone are not."""

from __future__ import annotations

import re

_TEST = re.compile(r"^(?:async[ \t]+)?def[ \t]+(test_\w*)[ \t]*\(")


def unchanged_tests(starter: str, tests: str) -> frozenset[str]:
    """Names of the test functions whose text is the same in the starter and in the candidate's file.

    The text is compared line by line and never parsed: it is the candidate's, and may be anything.
    """
    found = _functions(starter)
    return frozenset(name for name, text in _functions(tests).items() if found.get(name) == text)


def _functions(source: str) -> dict[str, str]:
    """The top-level test functions' text by name, without blank lines and the white space at the ends of lines."""
    functions: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for line in source.splitlines():
        if not line.strip():
            continue
        if line[0] not in " \t":
            match = _TEST.match(line)
            lines = functions.setdefault(match.group(1), []) if match else None
        if lines is not None:
            lines.append(line.rstrip())
    return {name: "\n".join(lines) for name, lines in functions.items()}
