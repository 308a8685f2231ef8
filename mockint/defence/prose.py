"""Reads Markdown as somebody who has a minute: what a README says, where, and after how many words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from mockint.defence.files import clean, rows

QUOTE_CHARS: Final = 160
_LONGEST_LINE: Final = 4_000
_FENCE: Final = re.compile(r"^\s*(`{3,}|~{3,})\s*([\w+-]*)")
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}\s+(.+?)\s*#*$|^\*\*([^*]{3,80})\*\*:?$|^={1,2}\s+(\S.*)$")
_UNDERLINE: Final = re.compile(r"^(={3,}|-{3,}|~{3,}|\^{3,})\s*$")
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\((?P<target>[^)\s]+)|<img\s[^>]*src=[\"'](?P<source>[^\"']+)|^\.\. image::")
_BADGE: Final = re.compile(r"shields\.io|badge|/actions/workflows/|codecov|travis-ci|circleci", re.IGNORECASE)
_ORNAMENT: Final = re.compile(r"\[?!\[[^\]]*\]\([^)]*\)(\]\([^)]*\))?|<[^>]{0,300}>|^\s*\[[^\]]*\]:.*$|^\.\. .*$")
_COMMAND: Final = re.compile(
    r"^\s*(?:[$>%#]\s+)?(?:sudo\s+)?(?:[A-Z_]+=\S+\s+)*"
    r"(?:pip3?|uvx?|pipx|poetry|pdm|hatch|rye|python3?|docker|docker-compose|podman|make|just|npm|npx|pnpm|yarn|bun|deno|cargo"
    r"|go|conda|mamba|git\s+clone|\./\S+|bash|sh|tox|nox|streamlit|uvicorn|flask|\.venv/bin/\S+)\s+\S"
)
_CODE: Final = re.compile(r"`([^`]+)`")
_TEST_COMMAND: Final = re.compile(
    r"(?<![\w.-])(pytest(?![\w=<>~!\[.-])|python3? -m unittest|python3? \S+\.py (run )?tests?\b|tox\b|nox\b|(npm|pnpm|yarn|bun)( run)? test|go test|cargo test"
    r"|make (test|check)|just test|mvn test|gradle test|ctest|uv run (\S+ )?pytest|hatch (run )?test|\.ci/run)\b"
)
_EXAMPLE: Final = re.compile(r"\b(examples?|usage|demo|samples?|tour|how it looks|screenshots?)\b", re.IGNORECASE)
_LIMITS: Final = re.compile(
    r"\b(limitations?|known (issues?|limits?|gaps?|problems?)|caveats?|not (there |here )?yet|isn't (there )?yet|not supported"
    r"|unsupported|untested|not tested|does not (handle|support|work|cover)|doesn't (handle|support|work|cover)|(?<!what )(is|are|stays?) out of scope|^\W*out of scope"
    r"|non-goals?|future work|will not (work|handle)|shortcomings?|weaknesses)\b",
    re.IGNORECASE,
)
_EVALUATED: Final = re.compile(
    r"\b(evaluat(ed|ion|e|es|ing)|evals|eval (set|suite|harness|results?|cases)|benchmarks?(ed)?|accuracy|precision|recall|f1|ndcg|mrr|kappa|golden set|gold set"
    r"|ground truth|hallucination rate|pass@\d+|hit rate|test set|measures? (a|how|the))\b",
    re.IGNORECASE,
)
_METRIC: Final = re.compile(
    r"\b(accuracy|precision|recall|f1|ndcg|mrr|map|kappa|qwk|brier|bleu|rouge|exact match|hit rate|auc|pass@\d+|faithfulness"
    r"|groundedness|calibration|coverage|agreement|error rate|latency|p50|p95|p99|hallucination\w*|win rate|score[sd]?)\b",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(
    r"(?<![\w.])(\d{1,3}(\.\d+)?\s?%(?!\s*(percentile|confidence|interval|CI|bootstrap))|[01]?\.\d{1,4}|\d+(\.\d+)?\s?(ms|s)\b|\d+ (of|out of) \d+)(?![\w.]*\d)"
)
_SIZE: Final = re.compile(
    r"\b[nN]\s*=\s*\d|\b(of|over|on) (about |some |the )?\d[\d,]*\b(?![.,]?\d|\s?%)|\b\d[\d,]* (\w+ )?(cases|questions|examples|samples"
    r"|answers|documents|candidates|queries|items|tickets|attacks|prompts|runs|users|requests|rows|pairs|rounds|turns)\b"
)

Topic = Literal["what", "run", "example", "limits", "evaluation"]


class Line(NamedTuple):
    """A line with what it is.

    Attributes:
        number: Counted from 1.
        text: Without the line break.
        kind: Whether it is a heading, prose or code.
        code: The language named at the fence around it; empty outside or without a name.
        words_before: Words of headings, prose and code above it.
    """

    number: int
    text: str
    kind: Literal["heading", "prose", "code"]
    code: str
    words_before: int


class Said(NamedTuple):
    """Where something is said.

    Attributes:
        line: Counted from 1.
        quote: The words, cut at 160 characters.
        words_before: How many words a reader has read by then.
    """

    line: int
    quote: str
    words_before: int


class Figure(NamedTuple):
    """A measured figure that a document reports.

    Attributes:
        line: Counted from 1.
        quote: The words around it.
        has_size: Whether the same paragraph says on how many it was measured.
    """

    line: int
    quote: str
    has_size: bool


def lines(text: str) -> list[Line]:
    """Tell headings, prose and code apart; what is empty is left out."""
    found: list[Line] = []
    fence, language, words = "", "", 0
    raw = [line[:_LONGEST_LINE] for line in rows(text)]
    for number, line in enumerate(raw, start=1):
        mark = _FENCE.match(line)
        if mark and (not fence or (mark[1].startswith(fence) and not mark[2])):
            fence, language = ("", "") if fence else (mark[1], mark[2].lower())
            continue
        following = raw[number] if number < len(raw) else ""
        is_heading = _HEADING.match(line) or (line.strip() and _UNDERLINE.match(following))
        if not line.strip() or (not fence and _UNDERLINE.match(line)):
            continue
        if fence or (line.startswith(("    ", "\t")) and _COMMAND.match(line)):
            found.append(Line(number, line, "code", language, words))
        else:
            found.append(Line(number, line, "heading" if is_heading else "prose", "", words))
        words += _words(line)
    return found


def words(text: str) -> int:
    """How many words there are, code included; badges and marks are none."""
    return sum(_words(line[:_LONGEST_LINE]) for line in rows(text))


def readme(text: str) -> dict[Topic, Said | None]:
    """Where a README says what it is, how to run it, shows an example, names limits and how it was evaluated."""
    read = lines(text)
    return {
        "what": next((_said(line, _plain(line.text)) for line in read if _is_opening(line)), None),
        "run": next((_said(line) for line in read if line.kind == "code" and _COMMAND.match(line.text)), None),
        "example": next((_said(line) for line in read if _is_example(line)), None),
        "limits": next((_said(line) for line in read if line.kind != "code" and _LIMITS.search(line.text)), None),
        "evaluation": next(
            (_said(line) for line in read if line.kind != "code" and _EVALUATED.search(line.text)), None
        ),
    }


def limits(text: str) -> list[Said]:
    """Every heading and every sentence that names a limit."""
    return [_said(line) for line in lines(text) if line.kind != "code" and _LIMITS.search(line.text)]


def test_commands(text: str, *, is_document: bool) -> list[Said]:
    """Every line that says how the tests are run: of a document in code alone, be it a block or between backticks."""
    if is_document:
        read = lines(text)
    else:
        read = [Line(number, line[:_LONGEST_LINE], "code", "", 0) for number, line in enumerate(rows(text), start=1)]
    return [
        _said(line)
        for line in read
        if any(_TEST_COMMAND.search(part) for part in ([line.text] if line.kind == "code" else _inline(line.text)))
    ]


def figures(text: str) -> list[Figure]:
    """Every line with a metric and a figure; the size may stand anywhere in its paragraph."""
    found: list[Figure] = []
    for paragraph in _paragraphs(lines(text)):
        has_size = any(_SIZE.search(line.text) for line in paragraph)
        heads = _METRIC.search(paragraph[0].text) if paragraph[0].text.lstrip().startswith("|") else None
        found += [
            Figure(line.number, _quoted(line.text), has_size)
            for line in paragraph
            if (heads or _METRIC.search(line.text)) and _FIGURE.search(line.text)
        ]
    return found


def _paragraphs(read: list[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in read:
        if paragraph and (line.number != paragraph[-1].number + 1 or line.kind != "prose"):
            yield paragraph
            paragraph = []
        if line.kind == "prose":
            paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_opening(line: Line) -> bool:
    return line.kind == "prose" and len(_plain(line.text).split()) >= 4


def _is_example(line: Line) -> bool:
    if line.kind == "heading":
        return bool(_EXAMPLE.search(line.text))
    if line.kind == "code":
        return line.code in {"python", "py", "json", "javascript", "js", "typescript", "ts", "pycon", "http"}
    picture = _PICTURE.search(line.text)
    return picture is not None and not _BADGE.search(line.text)


def _plain(text: str) -> str:
    return " ".join(_ORNAMENT.sub(" ", text).split()).lstrip("> ")


def _inline(text: str) -> list[str]:
    """What stands between backticks; the bare name of a tool may be there to speak of it."""
    return [part for part in _CODE.findall(text) if part not in {"tox", "nox"}]


def _words(line: str) -> int:
    return sum(1 for part in _plain(line).split() if any(letter.isalnum() for letter in part))


def _said(line: Line, text: str | None = None) -> Said:
    return Said(line.number, _quoted(line.text if text is None else text), line.words_before)


def _quoted(text: str) -> str:
    text = clean(" ".join(text.split()))
    return text if len(text) <= QUOTE_CHARS else text[: QUOTE_CHARS - 1] + "…"
