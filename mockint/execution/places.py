"""What a confined program may read and write: the system, its interpreter and packages, and its own folder."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

_APP = Path(__file__).resolve().parents[2]
HIDDEN = frozenset(_APP / name for name in ("mockint", "ui", "question_bank"))
"""Folders of the app itself: none of them is readable, also where they are installed beside the program's packages."""

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/sys/devices/system/cpu")
_SETTINGS = (
    *("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "ssl", "pki", "ca-certificates", "hosts", "host.conf"),
    *("resolv.conf", "nsswitch.conf", "gai.conf", "protocols", "services", "mime.types", "alternatives", "passwd"),
    *("group", "os-release", "lsb-release"),
)
_KERNEL = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/loadavg", "/proc/version", "/proc/filesystems")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_PARTS_OF_A_PYTHON = ("bin", "lib", "lib64", "libexec", "share", "include", "pyvenv.cfg")

Kind = Literal["l", "r", "d", "w"]
"""List names only; read and execute; read and write as a device; all."""


def places_of(folder: Path, executable: Path, readable: Iterable[Path], *, is_found: bool) -> list[tuple[str, Kind]]:
    """Everything that a program may touch, with what it may do there; rights hold for all that is beneath.

    A candidate's program may have put links where it can write, so none is followed there: a link in an environment
    opens nothing.

    Args:
        folder: The round's folder, read and written.
        executable: What is started.
        readable: Further places to read: the corpus, an environment.
        is_found: Whether the executable was found on the user's path, and is none of the candidate's own.
    """
    roots = [Path(name) for name in _SYSTEM]
    roots += [Path("/etc") / name for name in _SETTINGS]
    roots += [Path(name) for name in _KERNEL]
    roots += [Path(prefix) / part for prefix in (sys.prefix, sys.base_prefix) for part in _PARTS_OF_A_PYTHON]
    roots += [executable, *_parts_behind(executable)] if is_found else []
    roots += [place for place in map(_unlinked, readable) if place is not None]
    environment = _unlinked(executable.parents[1])
    if executable.name.startswith("python") and environment is not None:
        parts = [environment / part for part in _PARTS_OF_A_PYTHON]
        roots += [part for part in parts if not part.is_symlink()]
    found: list[tuple[str, Kind]] = [(name, "d") for name in _DEVICES]
    found.append((str(folder), "w"))
    for root in dict.fromkeys(place.resolve() for place in roots):
        found += _around_hidden(root)
    return list(dict.fromkeys(found))


def _unlinked(place: Path) -> Path | None:
    """The place if it is no link itself; links on the way to it are the user's own."""
    whole = place.parent.resolve() / place.name
    return None if whole.is_symlink() else whole


def _parts_behind(executable: Path) -> list[Path]:
    """The library of a Python that was found on the user's path."""
    real = executable.resolve()
    return [real.parents[1] / part for part in _PARTS_OF_A_PYTHON] if real.name.startswith("python") else []


def _around_hidden(root: Path) -> Iterator[tuple[str, Kind]]:
    """A root to read, in pieces where something hidden lies beneath it."""
    if any(root == hidden or hidden in root.parents for hidden in HIDDEN):
        return
    if not any(root in hidden.parents for hidden in HIDDEN):
        yield str(root), "r"
        return
    # Python lists a folder of packages before it imports from it.
    yield str(root), "l"
    for entry in sorted(root.iterdir()):
        place = entry.resolve()
        if place == entry or root not in place.parents:
            yield from _around_hidden(place)
