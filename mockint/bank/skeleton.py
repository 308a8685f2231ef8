"""Lays out the folder of a new question: every file of its kind, with a mark at each place that its author has to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Final

from mockint.bank.catalog import QUESTION_FOLDERS
from mockint.errors import BadInputError

MARK: Final = "TODO(author)"
"""What stands in a skeleton wherever something is to be written; a question that holds one is not finished."""
_SKELETONS: Final = Path(__file__).parent / "skeletons"
_SUFFIX: Final = ".txt"
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_BYTES: Final = 1 << 20


def lay_out(name: str, root: Path, question_id: str) -> Path:
    """Make the folder of a new question.

    Args:
        name: Kind, slash, slug: ``coding/rate-limiter``.
        root: The bank or the pack that it is for.
        question_id: A fresh UUID4.

    Returns:
        The folder.

    Raises:
        BadInputError: If the name is not of this form or taken, or nothing can be laid out for its kind.
    """
    kind, _, slug = name.partition("/")
    if kind not in QUESTION_FOLDERS or not _SLUG.fullmatch(slug):
        raise BadInputError(
            f"'{name}' is not a kind, a slash and a name in small letters and hyphens.",
            f"For example coding/rate-limiter; the kinds are {', '.join(QUESTION_FOLDERS)}.",
        )
    files = _read(_SKELETONS / kind)
    if not files:
        raise BadInputError(
            f"There is no skeleton for the kind {kind}.",
            "A live build is begun from a copy of one that is there, with an id of its own; docs/authoring.md tells how.",
        )
    folder = root / kind / slug
    if folder.exists():
        raise BadInputError(f"{folder} is there already.", "Choose another name.")
    title = slug.replace("-", " ").capitalize()
    try:
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(Template(text).safe_substitute(id=question_id, slug=slug, title=title), encoding="utf-8")
    except OSError as fault:
        raise BadInputError(f"{folder} cannot be made: {fault.strerror}.") from fault
    return folder


def unfinished(folder: Path) -> Iterator[tuple[str, int, str]]:
    """File, line and words of every place of a question's folder that is still to be written."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines() if MARK in text else (), start=1):
            if MARK in line:
                yield path.relative_to(folder).as_posix(), number, line.partition(MARK)[2].strip(' :".,]')


def _read(place: Path) -> dict[str, str]:
    return {
        path.relative_to(place).as_posix().removesuffix(_SUFFIX): path.read_text(encoding="utf-8")
        for path in sorted(place.rglob(f"*{_SUFFIX}"))
    }
