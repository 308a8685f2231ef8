"""Files of cases that something is evaluated on: found by their names, counted by parsing."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from pathlib import PurePosixPath
from typing import Any, Final

from mockint.defence.files import rows

_DATA: Final = frozenset((".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".toml", ".yaml", ".yml"))
_WORDS: Final = (
    r"(gold|golden|goldens|gold_?set|golden_?set|evals?|evaluations?|eval_?set|cases|test_?cases|test_?set|qrels|ground_?truth|labels"
    r"|labell?ed|benchmarks?|held_?out)"
)
_FILE: Final = re.compile(rf"(^|[_.-]){_WORDS}(?=$|[_.-])", re.IGNORECASE)
_FOLDER: Final = re.compile(rf"{_WORDS}(_data)?", re.IGNORECASE)
_NESTED: Final = 2


def is_case_file(path: str) -> bool:
    """Whether a data file's name, or the whole name of a folder it is in, says that something is evaluated on it."""
    pure = PurePosixPath(path)
    named = _FILE.search(pure.stem) or any(_FOLDER.fullmatch(folder) for folder in pure.parts[:-1])
    return pure.suffix.lower() in _DATA and bool(named)


def count_cases(path: str, text: str) -> int | None:
    """How many cases a file holds: lines, rows, or the longest list near its top; None where that cannot be told."""
    ending = PurePosixPath(path).suffix.lower()
    try:
        if ending in {".jsonl", ".ndjson"}:
            return sum(1 for line in rows(text) if line.strip())
        if ending in {".csv", ".tsv"}:
            table = csv.reader(io.StringIO(text), delimiter="\t" if ending == ".tsv" else ",")
            return max(0, sum(1 for row in table if row) - 1)
        if ending == ".json":
            return _longest(json.loads(text), _NESTED)
        if ending == ".toml":
            return _longest(tomllib.loads(text), _NESTED)
    except (ValueError, RecursionError, csv.Error):
        return None
    return None


def _longest(value: Any, depth: int) -> int | None:
    if isinstance(value, list):
        return len(value)
    if not isinstance(value, dict) or depth == 0:
        return None
    inner = [found for each in value.values() if (found := _longest(each, depth - 1)) is not None]
    return max(inner, default=None)
