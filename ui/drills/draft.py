"""The drill that is being answered, on disk within a second, so that a kill loses no word of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Draft(NamedTuple):
    """A drill that was begun.

    Attributes:
        seed: What it was drawn from; 0 for a drill in words.
        answers: What was written, by part.
    """

    drill: str
    seed: int
    answers: Mapping[str, str]


def read_draft(path: Path) -> Draft | None:
    """The drill that was begun and not answered; None where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Draft(str(found["drill"]), int(found["seed"]), {str(k): str(v) for k, v in found["answers"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write_draft(path: Path, draft: Draft) -> None:
    """Keep a drill that was begun; whoever reads meanwhile sees the old one or the new one.

    Raises:
        OSError: If the disk refuses.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps({**draft._asdict(), "answers": dict(draft.answers)}), encoding="utf-8")
    new.replace(path)


def forget_draft(path: Path) -> None:
    """Forget what was begun."""
    path.unlink(missing_ok=True)
