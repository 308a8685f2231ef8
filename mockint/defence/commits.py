"""Walks the commits of a repository: how many, from when to when, by how many people."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, NamedTuple

from mockint.defence.limits import Limits
from mockint.defence.objects import COMMIT, Objects, UnreadableError
from mockint.errors import BadInputError

_AUTHOR: Final = re.compile(rb"author .*?<([^>\n]*)> (-?\d{1,18}) [+-]\d{4}")
_SHA: Final = re.compile(rb"[0-9a-f]{40}")


class History(NamedTuple):
    """What the commits that can be reached from the head show.

    Attributes:
        commits: How many there are.
        merges: How many have more than one parent.
        authors: How many different addresses wrote them.
        first: The earliest date of an author, UTC; None where no date can be read.
        last: The latest one.
        tree: Object name of the root folder of the newest commit.
        shallow: Whether the clone leaves older commits out.
        missing: How many commits are named and are not here, or are broken.
        cut: Whether the walk ended at a bound before its end.
    """

    commits: int
    merges: int
    authors: int
    first: datetime | None
    last: datetime | None
    tree: str
    shallow: bool
    missing: int
    cut: bool


class _Commit(NamedTuple):
    tree: str
    parents: tuple[str, ...]
    address: bytes
    seconds: int | None


def walk(objects: Objects, head: str, shallow: frozenset[str], limits: Limits, elapsed: Callable[[], float]) -> History:
    """Walk everything that can be reached from a commit.

    Args:
        objects: Where they are.
        head: The newest commit.
        shallow: Commits whose parents were left out on purpose.
        limits: When to stop.
        elapsed: Seconds since the reading began.

    Raises:
        BadInputError: The newest commit itself cannot be read.
    """
    try:
        newest = _parse(objects.read(head, COMMIT, limits.object_bytes))
    except UnreadableError as error:
        raise BadInputError(
            "The newest commit of the repository is missing or damaged.", "'git fsck' in it tells more."
        ) from error
    waiting, met = [head], {head}
    merges = missing = count = 0
    authors: set[bytes] = set()
    earliest = latest = newest.seconds
    while waiting and count < limits.commits and elapsed() < limits.history_s:
        sha = waiting.pop()
        try:
            commit = _parse(objects.read(sha, COMMIT, limits.object_bytes))
        except UnreadableError:
            missing += 1
            continue
        count += 1
        merges += len(commit.parents) > 1
        authors.add(commit.address)
        if commit.seconds is not None:
            earliest = commit.seconds if earliest is None else min(earliest, commit.seconds)
            latest = commit.seconds if latest is None else max(latest, commit.seconds)
        if sha not in shallow:
            fresh = [parent for parent in commit.parents if parent not in met]
            met.update(fresh)
            waiting += fresh
    return History(
        commits=count,
        merges=merges,
        authors=len(authors),
        first=_date(earliest),
        last=_date(latest),
        tree=newest.tree,
        shallow=bool(shallow & met),
        missing=missing,
        cut=bool(waiting),
    )


def _parse(text: bytes) -> _Commit:
    """A commit by its header; the message is not looked at."""
    header = text.partition(b"\n\n")[0].split(b"\n")
    names = [line.partition(b" ") for line in header]
    trees = [value for key, _, value in names if key == b"tree" and _SHA.fullmatch(value)]
    if not trees:
        raise UnreadableError("broken")
    parents = tuple(value.decode("ascii") for key, _, value in names if key == b"parent" and _SHA.fullmatch(value))
    author = next((match for line in header if (match := _AUTHOR.fullmatch(line))), None)
    if author is None:
        return _Commit(trees[0].decode("ascii"), parents, b"", None)
    seconds = int(author[2])
    return _Commit(trees[0].decode("ascii"), parents, author[1].lower(), seconds if _date(seconds) else None)


def _date(seconds: int | None) -> datetime | None:
    """A time that a calendar has; a commit may claim any number."""
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
