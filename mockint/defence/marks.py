"""What a line of any text file shows by its pattern: keys that look committed, open ends, tests of other languages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from mockint.defence.files import rows
from mockint.defence.python_code import Mark

_OPEN_END: Final = re.compile(r"(?:#|//|/\*|<!--|--|;|\*)\s*(?:@)?(TODO|FIXME|XXX|HACK)\b|^\s*(TODO|FIXME)\b:")
_TESTS: Final = {
    "Go": re.compile(r"^func (Test|Benchmark|Fuzz)\w*\("),
    "Rust": re.compile(r"^\s*#\[(\w+::)?test\]"),
    "JavaScript": re.compile(r"^\s*(it|test)(\.\w+)?\("),
    "TypeScript": re.compile(r"^\s*(it|test)(\.\w+)?\("),
    "Java": re.compile(r"^\s*@(Test|ParameterizedTest)\b"),
    "Kotlin": re.compile(r"^\s*@(Test|ParameterizedTest)\b"),
    "C#": re.compile(r"^\s*\[(Fact|Theory|Test|TestMethod)\b"),
    "Shell": re.compile(r"^@test\s"),
    "Ruby": re.compile(r"^\s*(it\s+['\"]|def test_)"),
}
_LONGEST_LINE: Final = 4_000


class _Key(NamedTuple):
    kind: str
    pattern: re.Pattern[str]


_KEYS: Final = (
    _Key("private key", re.compile(r"-----BEGIN (?:[A-Z]{2,10} )?PRIVATE KEY(?: BLOCK)?-----")),
    _Key("Anthropic key", re.compile(r"\bsk-ant-[A-Za-z0-9]{2,8}-(?P<key>[A-Za-z0-9_-]{20,})")),
    _Key("OpenAI key", re.compile(r"\bsk-(?:proj-|svcacct-)?(?P<key>[A-Za-z0-9_-]{32,})")),
    _Key("AWS access key", re.compile(r"\b(?:AKIA|ASIA)(?P<key>[A-Z0-9]{16})\b")),
    _Key("GitHub token", re.compile(r"\b(?:gh[pousr]_|github_pat_)(?P<key>[A-Za-z0-9_]{30,})")),
    _Key("GitLab token", re.compile(r"\bglpat-(?P<key>[A-Za-z0-9_-]{20,})")),
    _Key("Google key", re.compile(r"\bAIza(?P<key>[A-Za-z0-9_-]{35})\b")),
    _Key("Slack token", re.compile(r"\bxox[abprs]-(?P<key>[A-Za-z0-9-]{20,})")),
    _Key("Hugging Face token", re.compile(r"\bhf_(?P<key>[A-Za-z0-9]{30,})\b")),
    _Key("Stripe key", re.compile(r"\b[sr]k_live_(?P<key>[A-Za-z0-9]{20,})\b")),
    _Key(
        "assigned secret",
        re.compile(
            r"(?i:api[_-]?key|secret(?:[_-]?key)?|access[_-]?token|auth[_-]?token|passw(?:or)?d)[\"']?\s*[:=]\s*"
            r"[\"']?(?P<key>[A-Za-z0-9_\-/+]{24,})[\"']?\s*[,;]?\s*$"
        ),
    ),
)
_HINT: Final = re.compile(
    r"PRIVATE KEY|sk-|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|AIza|xox|hf_|k_live_|(?i:api.?key|secret|token|passw)"
)
"""What every key above holds; most lines hold none of it, and are done with one look."""
_PLACEHOLDER: Final = re.compile(
    r"example|your|placeholder|changeme|dummy|fake|sample|redacted|x{4,}|\.\.\.|<|\$\{|test", re.IGNORECASE
)
_MIN_BITS: Final = 3.2
"""Bits a character: words and repeated letters have less, keys drawn at random have more."""


def read_lines(text: str, language: str | None, *, in_tests: bool) -> Iterator[Mark]:
    """Everything that is seen line by line; lines longer than 4,000 characters are passed over."""
    tests = _TESTS.get(language or "") if in_tests or language == "Rust" else None
    for number, line in enumerate(rows(text), start=1):
        if len(line) > _LONGEST_LINE:
            continue
        kind = key_like(line)
        if kind is not None:
            yield Mark("secrets.key_like", number, kind)
        end = _OPEN_END.search(line)
        if end is not None:
            yield Mark("limits.open_ends", number, end[1] or end[2])
        if tests is not None and tests.search(line):
            yield Mark("tests.functions", number)


def key_like(line: str) -> str | None:
    """The kind of key that a line seems to hold; the key itself is never given on.

    Placeholders, and letters that are not drawn at random, do not count.
    """
    if not _HINT.search(line):
        return None
    for kind, pattern in _KEYS:
        match = pattern.search(line)
        if match is None:
            continue
        key = match.groupdict().get("key")
        if key is None or (not _PLACEHOLDER.search(match[0]) and _bits(key) >= _MIN_BITS and _has_digit(key)):
            return kind
    return None


def _has_digit(key: str) -> bool:
    return any(character.isdigit() for character in key)


def _bits(key: str) -> float:
    """Entropy of the characters, in bits each."""
    return -sum(count / len(key) * math.log2(count / len(key)) for count in Counter(key).values())
