"""The reports of all rounds in a folder: one file a round and an index, written round by round."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, TextIO

from mockint.app import history
from mockint.app.holding import held_rounds
from mockint.app.record import read_records
from mockint.app.report import KIND_WORDS
from mockint.app.round_file import FORMATS, round_bytes
from mockint.app.services import Services
from mockint.domain.wanted import Wanted
from mockint.errors import BadInputError, HistoryError
from mockint.history.values import RoundSummary

_AT_A_TIME: Final = 50
_MOST_TOLD: Final = 5
_INDEX: Final = {"md": "index.md", "json": "index.json", "html": "index.html", "pdf": "index.html"}
_SLUG: Final = 60


class Exported(NamedTuple):
    """What came of an export.

    Attributes:
        rounds: How many have a file now.
        still_open: How many are left out because they are not over.
        held: How many are left out because the loop that they belong to is not over.
        unreadable: Ids of rounds that could not be read.
        is_whole: Whether it went through to the end.
    """

    path: Path
    form: str
    listing: Path
    rounds: int
    still_open: int
    held: int
    unreadable: tuple[str, ...]
    is_whole: bool

    def document(self) -> dict[str, Any]:
        """The answer of ``mockint report --all --json``."""
        return {
            "path": str(self.path),
            "format": self.form,
            "index": str(self.listing),
            "rounds": self.rounds,
            "left_out": {"open": self.still_open, "in_a_loop": self.held},
            "unreadable": list(self.unreadable),
            "whole": self.is_whole,
        }

    def words(self) -> str:
        """What came of it, in sentences."""
        told = [f"{self.rounds:,} {'report' if self.rounds == 1 else 'reports'} in {self.path}."]
        if not self.is_whole:
            told.append("It was stopped: the older rounds have no file.")
        if self.still_open:
            told.append(f"Left out, because not over yet: {self.still_open}.")
        if self.held:
            told.append(f"Left out, because their loop is not over yet: {self.held}.")
        if self.unreadable:
            some = ", ".join(one[:8] for one in self.unreadable[:_MOST_TOLD])
            more = f" and {len(self.unreadable) - _MOST_TOLD} more" if len(self.unreadable) > _MOST_TOLD else ""
            told.append(f"Could not be read: {some}{more}.")
        return " ".join(told)


def export_rounds(
    services: Services,
    folder: Path,
    form: str,
    told: Callable[[int, int], None] = lambda _done, _whole: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Exported:
    """Write the report of every round that is over, the newest first; only a few rounds are in memory at a time.

    Args:
        services: Where the history is.
        folder: Where to; it must not be there yet, or be empty.
        form: One of `FORMATS`.
        told: Called with how many rounds are done, and of how many.
        stopped: Whether to leave it at what is written.

    Raises:
        BadInputError: If the folder holds something or cannot be written, or there is no such format.
    """
    if form not in FORMATS:
        raise BadInputError(f"A report cannot be written as '{form}'.", f"Choose {', '.join(FORMATS)}.")
    _check_free(folder)
    open_ = history.lines(services, Wanted(is_open=True), limit=1).total
    done = held = 0
    unreadable: list[str] = []
    is_whole = True
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _Index(folder / _INDEX[form], form) as index:
            for line, is_held, whole in _rounds(services):
                if stopped():
                    is_whole = False
                    break
                if is_held:
                    held += 1
                    continue
                name = file_name(line, form)
                try:
                    data = round_bytes(read_records(services, line.round.id), form)
                except HistoryError:  # deleted meanwhile, or damaged: the others are still worth having
                    unreadable.append(str(line.round.id))
                    continue
                (folder / name).write_bytes(data)
                index.add(name, line)
                done += 1
                told(done, whole)
    except OSError as fault:
        raise BadInputError(
            f"{folder} cannot be written: {fault.strerror}. {done} reports are there.", "Choose another place."
        ) from fault
    return Exported(folder, form, folder / _INDEX[form], done, open_, held, tuple(unreadable), is_whole)


def _rounds(services: Services) -> Iterator[tuple[RoundSummary, bool, int]]:
    """Every round that is over, whether its result waits for its loop, and how many there are."""
    after = None
    whole = -1
    while True:
        page = history.lines(services, Wanted(is_open=False), limit=_AT_A_TIME, after=after)
        whole = page.total if whole < 0 else whole
        held = held_rounds(services, [line.round.id for line in page.rounds if line.grades])
        yield from ((line, line.round.id in held, whole) for line in page.rounds)
        after = page.after
        if after is None:
            return


def file_name(line: RoundSummary, form: str) -> str:
    """A name that sorts by day, says the question and is no other round's: ``20260105-1200-coding-lru-1a2b3c4d.md``."""
    begun = line.round.started or line.round.created
    what = line.round.items[0].question_ref if len(line.round.items) == 1 else f"{line.round.kind}-round"
    slug = re.sub(r"[^a-z0-9]+", "-", str(what).casefold()).strip("-")[:_SLUG]
    return f"{begun:%Y%m%d-%H%M}-{slug}-{str(line.round.id)[:8]}.{form}"


def _check_free(folder: Path) -> None:
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as fault:
        raise BadInputError(f"{folder} cannot be read: {fault.strerror}.", "Choose another place.") from fault
    if taken:
        raise BadInputError(
            f"{folder} is there already and is not an empty folder.", "Name another one; nothing was written."
        )


class _Index:
    """The list of all files, written as they come."""

    def __init__(self, path: Path, form: str) -> None:
        self._path = path
        self._form = form
        self._file: TextIO | None = None
        self._count = 0

    def __enter__(self) -> _Index:
        self._file = self._path.open("w", encoding="utf-8")
        head = {
            "md": "# Rounds\n\n| Started (UTC) | Question | Kind | Result |\n|---|---|---|---|\n",
            "json": "[",
        }
        self._file.write(head.get(self._form, _PAGE_HEAD))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._file is not None
        try:
            self._file.write({"md": "", "json": "\n]\n"}.get(self._form, "</table></main></body></html>\n"))
        finally:
            self._file.close()

    def add(self, name: str, line: RoundSummary) -> None:
        """Tell of one more file."""
        assert self._file is not None
        document = history.line_document(line)
        cells = (
            (document["started"] or "")[:16].replace("T", " "),
            document["title"] + (" (demo)" if document["demo"] else ""),
            KIND_WORDS[document["kind"]],
            document["outcome"] or document["state"],
        )
        if self._form == "json":
            self._file.write(("," if self._count else "") + "\n" + json.dumps({"file": name, **document}))
        elif self._form == "md":
            when, title, kind, result = (re.sub(r"([\\|\[\]<>*_`])", r"\\\1", cell) for cell in cells)
            self._file.write(f"| {when} | [{title}]({name}) | {kind} | {result} |\n")
        else:
            when, title, kind, result = map(escape, cells)
            link = f'<a href="{escape(name)}">{title}</a>'
            self._file.write(f"<tr><td>{when}</td><td>{link}</td><td>{kind}</td><td>{result}</td></tr>\n")
        self._count += 1


_PAGE_HEAD: Final = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Rounds</title>\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<style>:root { color-scheme: light dark; } body { font: 15px/1.55 system-ui, sans-serif; margin: 0 auto; "
    "max-width: 960px; padding: 32px; } table { border-collapse: collapse; width: 100%; } th, td { text-align: left; "
    "padding: 6px 16px 6px 0; border-bottom: 1px solid #8884; }</style></head>\n"
    "<body><main><h1>Rounds</h1><table>\n"
    "<tr><th>Started (UTC)</th><th>Question</th><th>Kind</th><th>Result</th></tr>\n"
)
