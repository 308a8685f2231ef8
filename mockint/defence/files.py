"""The files of one commit: listed breadth first within bounds, links and submodules named and never followed."""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Callable
from typing import Final, NamedTuple

from mockint.defence.limits import Limits
from mockint.defence.objects import Entry, Objects, UnreadableError

_KIND_MASK: Final = 0o170000
_FOLDER, _LINK, _SUBMODULE = 0o040000, 0o120000, 0o160000
_BINARY_PROBE: Final = 8192
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LFS_POINTER: Final = b"version https://git-lfs.github.com/spec/"
_UNSHOWABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Listed(NamedTuple):
    """A file of the commit.

    Attributes:
        path: From the root, with ``/``; what cannot be shown is escaped.
        sha: Object name of its content.
    """

    path: str
    sha: str


class Listing(NamedTuple):
    """What the commit holds.

    Attributes:
        files: In the order of their paths.
        links: Symbolic links.
        submodules: Other repositories that are only named here.
        unreadable: Folders that are missing or broken.
        cut: Whether the listing ended at a bound.
    """

    files: tuple[Listed, ...]
    links: tuple[str, ...]
    submodules: tuple[str, ...]
    unreadable: tuple[str, ...]
    cut: bool


class Text(NamedTuple):
    """The words of a file.

    Attributes:
        text: All of it.
        is_utf8: Whether it is what nearly all files are.
    """

    text: str
    is_utf8: bool


def listing(objects: Objects, root: str, limits: Limits, elapsed: Callable[[], float]) -> Listing:
    """List a commit's files, those near the root first, so that a bound cuts off the deep ones."""
    found = _Found([], [], [], [])
    waiting: deque[tuple[str, str, int]] = deque([("", root, 0)])
    room, cut = limits.entries, False
    while waiting:
        folder, sha, depth = waiting.popleft()
        if depth > limits.depth or room <= 0 or elapsed() > limits.seconds:
            cut = True
            continue
        try:
            for entry in objects.entries(sha, limits.object_bytes):
                if room <= 0:
                    cut = True
                    break
                room -= 1
                path = f"{folder}{shown(entry.name)}"
                if entry.mode & _KIND_MASK == _FOLDER:
                    waiting.append((f"{path}/", entry.sha, depth + 1))
                else:
                    found.add(path, entry)
        except UnreadableError:
            found.unreadable.append(folder or "/")
    return Listing(
        tuple(sorted(found.files)),
        tuple(sorted(found.links)),
        tuple(sorted(found.submodules)),
        tuple(found.unreadable),
        cut,
    )


class _Found(NamedTuple):
    files: list[Listed]
    links: list[str]
    submodules: list[str]
    unreadable: list[str]

    def add(self, path: str, entry: Entry) -> None:
        kind = entry.mode & _KIND_MASK
        if kind == _LINK:
            self.links.append(path)
        elif kind == _SUBMODULE:
            self.submodules.append(path)
        else:
            self.files.append(Listed(path, entry.sha))


def shown(name: bytes) -> str:
    """A name or a line as it can be printed: no line breaks, no orders to a terminal, nothing that JSON cannot hold."""
    return clean(name.decode("utf-8", "backslashreplace"))


def clean(text: str) -> str:
    """A text with everything escaped that would not print as itself on one line."""
    return _UNSHOWABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def rows(text: str) -> list[str]:
    """The lines as editors and grep number them; a form feed or a Unicode line separator ends none."""
    found = [line.removesuffix("\r") for line in text.split("\n")]
    return found if found[-1] else found[:-1]


def is_pointer(data: bytes) -> bool:
    """Whether the content lies elsewhere (Git LFS)."""
    return data.startswith(_LFS_POINTER)


def decode(data: bytes) -> Text | None:
    """A file's text; None if it is binary."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Text(data.decode(encoding, "replace"), encoding == "utf-8-sig")
    if b"\0" in data[:_BINARY_PROBE]:
        return None
    try:
        return Text(data.decode("utf-8"), is_utf8=True)
    except UnicodeDecodeError:
        return Text(data.decode("latin-1"), is_utf8=False)
