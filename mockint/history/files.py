"""Writing a file that is there complete or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mockint.errors import BadInputError, HistoryError


def refuse_existing(target: Path) -> None:
    """Raise BadInputError if there is something of that name: what a user names is never overwritten."""
    if target.exists():
        raise BadInputError(f"There is a file {target} already; it was left as it is.", "Choose another name.")


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a place beside the target to write to; it becomes the target at the end, or goes if something is raised.

    Raises:
        HistoryError: If the system refuses to write there.
    """
    partial = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        yield partial
        partial.replace(target)
    except OSError as fault:
        raise HistoryError(
            f"The file {target} cannot be written: {fault.strerror}; the history is as it was.",
            "Choose a place that your user may write to and that has room.",
        ) from fault
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
