"""Reads commits, folders and files out of a git object store, bounded in size, with nothing of git started or configured.

dulwich knows the format of packs. It is handed single packs, never a repository: so no configuration is read, no hook, filter,
credential helper or file monitor can be named, and a missing object is missing instead of being fetched.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from dulwich.errors import ApplyDeltaError, ChecksumMismatch, FileFormatException, NotGitRepository
from dulwich.object_format import DEFAULT_OBJECT_FORMAT
from dulwich.objects import ObjectID, hex_to_sha, parse_tree
from dulwich.pack import Pack, PackFileDisappeared, UnresolvedDeltas

COMMIT, TREE, BLOB = 1, 2, 3
_OFS_DELTA, _REF_DELTA = 6, 7
_SHA_BYTES: Final = 20
_HEADER_BYTES: Final = 1024
"""Of an object: its header, and enough of a compressed change for its first numbers, past a code table of up to some 550."""
_MAX_ALTERNATES: Final = 8
_MAX_CHAIN: Final = 4_100
_CHAIN_SHARE: Final = 8
"""How much larger than the limit all changes of a chain may be together: they are in memory at once."""
_ALTERNATES_BYTES: Final = 64 << 10
_LOOSE_HEADER: Final = re.compile(rb"([a-z]{1,10}) (\d{1,18})\0")
_LOOSE_ROOM: Final = 64 << 10
"""What a compressed object may have more than its bytes."""
_KINDS: Final = {b"commit": COMMIT, b"tree": TREE, b"blob": BLOB, b"tag": 4}
_BROKEN: Final = (
    OSError, ValueError, LookupError, AssertionError, TypeError, ArithmeticError, RecursionError, MemoryError, zlib.error,
    struct.error, FileFormatException, ApplyDeltaError, ChecksumMismatch, NotGitRepository, PackFileDisappeared,
    UnresolvedDeltas,
)  # fmt: skip
"""What reading broken or hostile bytes raises."""


class UnreadableError(Exception):
    """An object cannot be had: `reason` is ``missing``, ``broken`` or ``large``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Entry(NamedTuple):
    """One line of a folder listing.

    Attributes:
        name: As it is in the repository, any bytes but ``/`` and NUL.
        mode: As git keeps it.
        sha: Object name, 40 hexadecimal digits.
    """

    name: bytes
    mode: int
    sha: str


class Objects:
    """The objects of one repository, and of those that it borrows from."""

    def __init__(self, folder: Path) -> None:
        self._folders = _folders(folder)
        self._packs: list[Pack] | None = None
        self._handles: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle in self._handles.values():
            os.close(handle)
        self._handles.clear()
        for pack in self._packs or ():
            pack.close()

    def read(self, sha: str, kind: int, limit: int) -> bytes:
        """The bytes of an object.

        Args:
            sha: Its name, 40 hexadecimal digits.
            kind: What it has to be: `COMMIT`, `TREE` or `BLOB`.
            limit: Most bytes; a larger one is never unpacked.

        Raises:
            UnreadableError: It is missing, broken, larger, or of another kind.
        """
        found, content = self._whole(sha, limit)
        if found != kind:
            raise UnreadableError("broken")
        return content

    def entries(self, sha: str, limit: int) -> Iterator[Entry]:
        """The lines of a folder listing; one that breaks off yields what was read before.

        Raises:
            UnreadableError: As `read` does.
        """
        listing = self.read(sha, TREE, limit)
        try:
            for name, mode, raw in parse_tree(listing, _SHA_BYTES):
                yield Entry(name, mode, raw.decode("ascii"))
        except _BROKEN as error:
            raise UnreadableError("broken") from error

    def _whole(self, sha: str, limit: int) -> tuple[int, bytes]:
        try:
            return self._read(sha, limit)
        except _BROKEN:
            # Nothing is raised from here: the trace would hold views of the pack, and it could not be closed any more.
            return 0, b""

    def _read(self, sha: str, limit: int) -> tuple[int, bytes]:
        name = ObjectID(sha.encode("ascii"))
        for pack in self._all_packs():
            try:
                offset = pack.index.object_offset(hex_to_sha(name))
            except KeyError:
                continue
            if self._is_larger(pack, offset, limit):
                raise UnreadableError("large")
            return pack.get_raw(hex_to_sha(name))
        for folder in self._folders:
            file = folder / sha[:2] / sha[2:]
            if _is_regular(file):
                return _loose(file, limit)
        raise UnreadableError("missing")

    def _all_packs(self) -> list[Pack]:
        if self._packs is None:
            files = [file for folder in self._folders for file in sorted((folder / "pack").glob("*.pack"))]
            self._packs = [pack for file in files if (pack := _opened(file)) is not None]
        return self._packs

    def _is_larger(self, pack: Pack, offset: int, limit: int) -> bool:
        """Whether anything on the way to this object is larger than the limit, or all of it far larger; by headers alone.

        A header that lies does no harm: dulwich unpacks no more than the header promises.
        """
        largest = total = 0
        for _ in range(_MAX_CHAIN):
            kind, size, head = self._header(pack, offset)
            largest = max(largest, size)
            total += size
            if largest > limit or total > _CHAIN_SHARE * limit + _LOOSE_ROOM:
                return True
            if kind == _OFS_DELTA:
                back, head = _base_distance(head)
                base = offset - back
            elif kind == _REF_DELTA:
                base = pack.index.object_offset(ObjectID(head[:_SHA_BYTES].hex().encode("ascii")))
                head = head[_SHA_BYTES:]
            else:
                return False
            sizes = zlib.decompressobj().decompress(head, 24)
            base_size, sizes = _number(sizes)
            largest = max(largest, base_size, _number(sizes)[0])
            offset = base
        raise ValueError("a chain of changes without an end")

    def _header(self, pack: Pack, offset: int) -> tuple[int, int, bytes]:
        """Kind and size of a packed object, and the bytes after them."""
        path = os.fspath(pack.data.path)
        if path not in self._handles:
            self._handles[path] = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        if offset < 0:
            raise ValueError("an object before the beginning")
        os.lseek(self._handles[path], offset, os.SEEK_SET)
        head = os.read(self._handles[path], _HEADER_BYTES)
        kind, size, shift, at = (head[0] >> 4) & 7, head[0] & 15, 4, 0
        while head[at] & 0x80:
            at += 1
            size |= (head[at] & 0x7F) << shift
            shift += 7
        return kind, size, head[at + 1 :]


def _folders(folder: Path) -> list[Path]:
    """The folder of objects, and those that it borrows from (a shared clone)."""
    found = [folder]
    for each in found:
        file = each / "info" / "alternates"
        if not _is_regular(file):
            continue
        try:
            with file.open("rb") as stream:
                lines = stream.read(_ALTERNATES_BYTES).split(b"\n")
        except OSError:  # what was borrowed is missing then, and told as missing
            continue
        for line in lines:
            if line and not line.startswith(b"#") and b"\0" not in line and len(found) <= _MAX_ALTERNATES:
                other = each / os.fsdecode(line)
                if other.is_dir() and other not in found:
                    found.append(other)
    return found


def _opened(file: Path) -> Pack | None:
    """A pack; None where its index is missing or broken: its objects are missing then, and those of others are there."""
    # On a pipe that is named like a pack a reader would wait for ever.
    if not (_is_regular(file) and _is_regular(file.with_suffix(".idx"))):
        return None
    pack = Pack(os.fspath(file.with_suffix("")), object_format=DEFAULT_OBJECT_FORMAT)
    try:
        len(pack.index)
    except _BROKEN:
        return None
    return pack


def _loose(file: Path, limit: int) -> tuple[int, bytes]:
    """Kind and bytes of an object in a file of its own.

    dulwich would parse it too, and refuse a commit for its date; git, and packs, are not as strict.
    """
    with file.open("rb") as stream:
        packed = stream.read(limit + _LOOSE_ROOM)
    unpacking = zlib.decompressobj()
    head = unpacking.decompress(packed, 64)
    match = _LOOSE_HEADER.match(head)
    if match is None:
        raise ValueError("not an object")
    size = int(match[2])
    if size > limit:
        raise UnreadableError("large")
    content = head[match.end() :] + unpacking.decompress(unpacking.unconsumed_tail, size + 1)
    if len(content) != size:
        raise ValueError("longer or shorter than it says")
    return _KINDS[match[1]], content


def _number(data: bytes) -> tuple[int, bytes]:
    """A number as changes write it, seven bits a byte, the lowest first; and what comes after it."""
    value = at = 0
    while True:
        value |= (data[at] & 0x7F) << (7 * at)
        at += 1
        if not data[at - 1] & 0x80:
            return value, data[at:]


def _base_distance(data: bytes) -> tuple[int, bytes]:
    """How far back the base of a change lies, as packs write it; and what comes after it."""
    at, value = 0, data[0] & 0x7F
    while data[at] & 0x80:
        at += 1
        value = ((value + 1) << 7) | (data[at] & 0x7F)
    return value, data[at + 1 :]


def _is_regular(file: Path) -> bool:
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return False
