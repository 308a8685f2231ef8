"""Finds the passages and the question in a prompt, however they are marked: tags, headings, ids, JSON, or blank lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?P<more>[^<>]*)>")
_NO_PASSAGE = frozenset(
    {
        "question",
        "query",
        "instructions",
        "instruction",
        "rules",
        "rule",
        "task",
        "format",
        "example",
        "examples",
        "user",
    }
)
_ATTRIBUTE = re.compile(r"\b(?:id|source|name|ref|doc|document)\s*=\s*[\"']?(?P<id>[^\s\"'>]+)", re.IGNORECASE)
_INNER_ID = re.compile(r"<(?:id|source|doc_id|document_id)>\s*(?P<id>[^<>\n]+?)\s*</", re.IGNORECASE)
_LINE_ID = re.compile(
    r"^[^\w\[]{0,4}(?:"
    r"\[(?P<bracket>[\w./:#-]{1,40})\]"
    r"|(?:id|doc|document|source|passage|note|file|context)\W{0,3}\s(?P<named>[\w./-]*\d[\w./-]*)"
    r"|(?P<bare>[A-Z]{2,6}-\d+)(?=\s*(?:[:|)\]]|\W*$))"
    r")[\s:|.)\]*=-]*",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^#\s+\S")
_ASKED = re.compile(r"^\W*(?:question|query|q)\W*:\W*(?P<text>.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_ASKED_TAG = re.compile(r"<(?:question|query)>\s*(?P<text>.+?)\s*</(?:question|query)>", re.IGNORECASE | re.DOTALL)
_BEGINS = re.compile(r"[\[{]\s*[\"{]")
_TEXT_KEYS = ("text", "content", "body", "passage", "document", "page_content", "chunk")
_ID_KEYS = ("id", "doc_id", "document_id", "source", "name", "ref", "title")


class Passage(NamedTuple):
    """A piece of the prompt that answers may be taken from.

    Attributes:
        id: What it is cited as; empty where the prompt names none.
    """

    id: str
    text: str


def find_question(texts: list[str]) -> str:
    """What is asked: what is marked as the question, else the last line with a question mark, else the last line."""
    for text in reversed(texts):
        marked = [*_ASKED_TAG.finditer(text), *_ASKED.finditer(text)]
        if marked:
            return max(marked, key=lambda match: match.start())["text"].strip()
    for text in reversed(texts):
        lines = [line.strip() for line in text.splitlines() if line.rstrip(" *_\"')").endswith("?")]
        if lines:
            return lines[-1]
    lines = [line.strip() for text in texts[-1:] for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def find_passages(texts: list[str], question: str) -> list[Passage]:
    """The passages of a prompt in order, without the question."""
    found: list[Passage] = []
    for text in texts:
        found += _tagged(text) or _listed(text) or _marked(_before(text, question))
    return [one for one in found if one.text.strip()]


def _before(text: str, question: str) -> str:
    """A text without its question; what stands behind the question is told to the model, it is no passage."""
    at = text.rfind(question) if question else -1
    return text if at < 0 else text[: text.rfind("\n", 0, at) + 1]


def _tagged(text: str) -> list[Passage]:
    """What stands between innermost pairs of tags, parts such as ``<source>`` left in their passage."""
    opened: dict[str, list[re.Match[str]]] = {}
    spans: list[tuple[int, int, str, str]] = []
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        if not match["close"]:
            if not match["more"].endswith("/"):
                opened.setdefault(name, []).append(match)
        elif opened.get(name):
            start = opened[name].pop()
            spans.append((start.end(), match.start(), name, start["more"]))
    spans = [span for span in spans if span[2] not in _NO_PASSAGE]
    parts = {
        "source",
        "id",
        "title",
        "doc_id",
        "document_id",
        "document_content",
        "content",
        "text",
        "metadata",
        "body",
    }
    wholes = sorted(span for span in spans if span[2] not in parts) or sorted(spans)
    passages = []
    for place, (begin, end, _name, more) in enumerate(wholes):
        if place + 1 < len(wholes) and wholes[place + 1][0] < end:
            continue  # it holds the next one
        inside = text[begin:end]
        inner, outer = _INNER_ID.search(inside), _ATTRIBUTE.search(more)
        own = _INNER_ID.sub("", inside)
        body = _TAG.sub("", re.sub(r"</[\w-]+>$", "", own))
        named = inner["id"] if inner else (outer["id"] if outer else "")
        passages += [Passage(named, body)] if named else _marked(body)
    return passages


def _listed(text: str) -> list[Passage]:
    """The objects of JSON lists and JSON lines that hold a text."""
    decoder, at, passages = json.JSONDecoder(), 0, list[Passage]()
    while (begun := _BEGINS.search(text, at)) is not None:
        try:
            value, at = decoder.raw_decode(text, begun.start())
        except (json.JSONDecodeError, RecursionError):
            at = begun.start() + 1
            continue
        passages += _from_json(value)
    return passages


def _from_json(value: Any) -> Iterator[Passage]:
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            continue
        held = [value for value in one.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        for inner in held:
            yield from _from_json(inner)
        text = next((one[key] for key in _TEXT_KEYS if isinstance(one.get(key), str)), None)
        if text is not None:
            yield Passage(str(next((one[key] for key in _ID_KEYS if key in one), "")), text)


def _marked(text: str) -> list[Passage]:
    """Lines under what names them; blocks between blank lines where nothing does."""
    passages: list[Passage] = []
    name, body = "", list[str]()

    def close() -> None:
        if "".join(body).strip():
            passages.append(Passage(name, "\n".join(body)))
        body.clear()

    any_named = any_heading = False
    for line in text.splitlines():
        match = _LINE_ID.match(line)
        if match is not None:
            told = match["bracket"] or match["named"] or match["bare"]
            if told != name and (name or not _only_heading(body)):
                kept = [body.pop()] if name and body and _HEADING.match(body[-1]) else []
                close()
                body.extend(kept)
            name, any_named = told, True
            rest = line if "|" in line else line[match.end() :]
            if rest.strip():
                body.append(rest)
        elif _HEADING.match(line) and not _only_heading(body):
            close()
            name, any_heading = "", True
            body.append(line)
        else:
            any_heading = any_heading or bool(_HEADING.match(line))
            body.append(line)
    close()
    if any_named:
        return [one for one in passages if one.id] or passages
    if any_heading:
        return passages
    return [Passage("", block) for block in re.split(r"\n\s*\n", text)]


def _only_heading(body: list[str]) -> bool:
    return all(not line.strip() or _HEADING.match(line) for line in body)
