"""What a confined program may read and write: the system, its interpreter and packages, and its own folder."""

from __future__ import annotations

import os
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


def places_of(folder: Path, executable: Path, readable: Iterable[Path]) -> list[tuple[str, Kind]]:
    """Everything that a program may touch, with what it may do there; rights hold for all that is beneath.

    Args:
        folder: The round's folder, read and written.
        executable: What is started.
        readable: Further places to read: the corpus, an environment.
    """
    roots = [Path(name) for name in _SYSTEM]
    roots += [Path("/etc") / name for name in _SETTINGS]
    roots += [Path(name) for name in _KERNEL]
    roots += [executable, executable.resolve(), *readable]
    for python in _pythons(executable):
        roots += [python / part for part in _PARTS_OF_A_PYTHON]
    found: list[tuple[str, Kind]] = [(name, "d") for name in _DEVICES]
    found.append((str(folder), "w"))
    for root in dict.fromkeys(place.resolve() for place in roots):
        found += _around_hidden(root)
    return list(dict.fromkeys(found))


def _pythons(executable: Path) -> list[Path]:
    """The folders of an interpreter: its environment's and that of the Python behind it."""
    if not executable.name.startswith("python"):
        return []
    own = Path(os.path.abspath(executable)).parents[1]  # noqa: PTH100 -- resolving would leave the environment
    behind = executable.resolve().parents[1]
    known = [Path(sys.base_prefix)] if own == Path(sys.prefix) else []
    return [own, behind, *known]


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
