"""Shuts the worker in before any candidate code is there: no root, no package, only the kernel's own means.

Landlock leaves readable what the standard library needs and nothing writable but /dev/null, and shuts TCP and
signals; seccomp shuts the calls that Landlock does not look at. Both are needed. See landlock(7), seccomp(2),
prctl(2), capabilities(7).
"""

# pathlib would cost more than the rest of the start.
# ruff: noqa: PTH110, PTH112, PTH118, PTH208

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SYS_CAPSET = {"x86_64": 126, "aarch64": 91}
_SYS_LANDLOCK_CREATE, _SYS_LANDLOCK_ADD, _SYS_LANDLOCK_RESTRICT = 444, 445, 446
_SECCOMP_SET_MODE_FILTER = 1
# The caller waits for an answer to the end, also where a child of its own ends meanwhile.
_NEW_LISTENER = 1 << 3 | 1 << 5
_CAPABILITY_VERSION_3 = 0x20080522

FS_EXECUTE, FS_WRITE_FILE, FS_READ_FILE, FS_READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
FS_TRUNCATE, FS_IOCTL_DEV = 1 << 14, 1 << 15
# All but making devices and sockets: read, write, make, remove, move.
FS_ALL_OF_A_FOLDER = (1 << 15) - 1 - (1 << 6) - (1 << 9) - (1 << 11)
_FS_OF_A_FILE = FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV
# Rights that each version of Landlock can take away: all up to the bit.
_FS_BITS = {1: 13, 2: 14, 3: 15, 4: 15}
_FS_BITS_NOW = 16
_NET_BIND_AND_CONNECT, _NET_CONNECT = 3, 2
_SCOPE_ABSTRACT_SOCKET_AND_SIGNAL = 3
SCOPES_SIGNALS = 6
_RULE_PATH_BENEATH, _RULE_NET_PORT = 1, 2

_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
_READABLE = ("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/dev/urandom", "/dev/null")
_OTHERS_CODE = ("site-packages", "dist-packages")

NOFILE = 64
STACK_BYTES = 64 << 20
THREAD_STACK_BYTES = 2 << 20


def confine(parent: int, seccomp: Any) -> list[str]:
    """Shut this process in; returns the names of the layers that took hold.

    Args:
        parent: Process id of the parent; if it is gone already this process ends.
        seccomp: The neighbouring module, loaded by the caller.
    """
    lower_limits()
    places = [*_readable_places(), ("/dev/null", FS_READ_FILE | FS_WRITE_FILE)]
    arch = seccomp.arch_for(os.uname().machine)
    code = b"" if arch is None else seccomp.program(arch, os.getpid())
    return ["rlimits", *shut_in(parent, places, code)]


def die_with(parent: int) -> None:
    """Have the kernel end this process with its parent; it ends now if the parent is gone already."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def shut_in(
    parent: int,
    places: list[tuple[str, int]],
    code: bytes,
    ports: tuple[int, ...] | None = (),
    listen: Callable[[int], None] | None = None,
) -> list[str]:
    """Give up every power but those named, for good; returns the names of the layers that took hold.

    Args:
        parent: Process id of the parent.
        places: Paths with the rights on all that is beneath them.
        code: The filter of system calls; empty for none.
        ports: Ports that may be connected to by TCP; None leaves TCP alone.
        listen: Gets the descriptor of the filter's listener, for a filter that asks.
    """
    layers: list[str] = []
    machine = os.uname().machine
    if sys.platform != "linux" or machine not in _SYS_CAPSET:
        return layers
    die_with(parent)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    # A root's program keeps root's files but none of root's powers.
    header = struct.pack("<Ii", _CAPABILITY_VERSION_3, 0)
    libc.syscall(ctypes.c_long(_SYS_CAPSET[machine]), header, bytes(24))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return layers
    abi = landlock(libc, places, ports)
    if abi:
        layers.append(f"landlock {abi}")
    if code and _install_filter(libc, machine, code, listen):
        layers.append("seccomp")
    return layers


def lower_limits() -> None:
    """Set the limits that do not depend on the run."""
    for what, wanted in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, NOFILE),
        (resource.RLIMIT_STACK, STACK_BYTES),
    ):
        _, hard = resource.getrlimit(what)
        value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(what, (value, value))


def limit_memory(memory: int, spare: int) -> None:
    """Allow `memory` bytes more than are in use now; `spare` bytes above that can be asked for by `use_spare`."""
    if _STATM < 0:
        return
    pages, _, _, _, _, data, *_ = (int(part) for part in _statm())
    for what, used, slack in ((resource.RLIMIT_DATA, data, 0), (resource.RLIMIT_AS, pages, 128 << 20)):
        soft = used * resource.getpagesize() + memory + slack
        _, most = resource.getrlimit(what)
        hard = soft + spare if most == resource.RLIM_INFINITY else min(soft + spare, most)
        resource.setrlimit(what, (min(soft, hard), hard))


def use_spare() -> None:
    """Open the last bit of memory, so that the news of a MemoryError can be written."""
    for what in (resource.RLIMIT_DATA, resource.RLIMIT_AS):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (hard, hard))


def landlock_version() -> int:
    """The version of Landlock that this kernel offers; 0 for none."""
    if sys.platform != "linux":
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    version = libc.syscall(ctypes.c_long(_SYS_LANDLOCK_CREATE), None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    return max(0, int(version))


def landlock(libc: Any, places: list[tuple[str, int]], ports: tuple[int, ...] | None) -> int:
    """Restrict files, TCP and signals; returns the version of Landlock that did it, 0 for none."""
    version = landlock_version()
    if version < 1:
        return 0
    handled = (1 << _FS_BITS.get(version, _FS_BITS_NOW)) - 1
    ruleset = struct.pack("<Q", handled)
    if version >= 4:
        ruleset += struct.pack("<Q", 0 if ports is None else _NET_BIND_AND_CONNECT)
    if version >= SCOPES_SIGNALS:
        ruleset += struct.pack("<Q", _SCOPE_ABSTRACT_SOCKET_AND_SIGNAL)
    number = libc.syscall(
        ctypes.c_long(_SYS_LANDLOCK_CREATE), ruleset, ctypes.c_size_t(len(ruleset)), ctypes.c_uint32(0)
    )
    if number < 0:
        return 0
    try:
        for path, rights in places:
            _allow(libc, number, path, rights & handled)
        for port in (ports or ()) if version >= 4 else ():
            rule = struct.pack("<QQ", _NET_CONNECT, port)
            _add_rule(libc, number, _RULE_NET_PORT, rule)
        done = libc.syscall(ctypes.c_long(_SYS_LANDLOCK_RESTRICT), ctypes.c_int(number), ctypes.c_uint32(0))
    finally:
        os.close(number)
    return int(version) if done == 0 else 0


def _readable_places() -> list[tuple[str, int]]:
    places = [(path, FS_READ_FILE) for path in _READABLE]
    roots = [path for path in sys.path if os.path.isdir(path)]
    for path in roots:
        # Installed packages may lie inside the standard library's folder; mockint and its questions among them.
        if any(os.path.isdir(os.path.join(path, name)) for name in _OTHERS_CODE):
            places.append((path, FS_READ_DIR))
            places += [
                (entry.path, FS_READ_FILE | FS_READ_DIR) for entry in os.scandir(path) if entry.name not in _OTHERS_CODE
            ]
        else:
            places.append((path, FS_READ_FILE | FS_READ_DIR))
    places += [(path, FS_READ_FILE | FS_READ_DIR) for path in _library_places()]
    return places


def _library_places() -> list[str]:
    """Folders of shared libraries (a late import of sqlite3 or ssl opens some), without folders of Python code."""
    found = []
    for folder in _LIBRARIES:
        names = os.listdir(folder) if os.path.isdir(folder) else []
        multiarch = [name for name in names if name.endswith("-linux-gnu")]
        if multiarch:
            names = multiarch
        elif not any(name.startswith("python") for name in names):
            found += [folder] if names else []
            continue
        found += [os.path.join(folder, name) for name in names if not name.startswith("python")]
    return found


def _allow(libc: Any, ruleset: int, path: str, rights: int) -> None:
    if not os.path.isdir(path):
        rights &= _FS_OF_A_FILE
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        _add_rule(libc, ruleset, _RULE_PATH_BENEATH, struct.pack("<Qi", rights, descriptor))
    finally:
        os.close(descriptor)


def _add_rule(libc: Any, ruleset: int, kind: int, rule: bytes) -> None:
    libc.syscall(ctypes.c_long(_SYS_LANDLOCK_ADD), ctypes.c_int(ruleset), ctypes.c_int(kind), rule, ctypes.c_uint32(0))


def _install_filter(libc: Any, machine: str, code: bytes, listen: Callable[[int], None] | None = None) -> bool:
    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    program = Program(len(code) // 8, code)
    done = libc.syscall(
        ctypes.c_long(_SYS_SECCOMP[machine]),
        ctypes.c_uint(_SECCOMP_SET_MODE_FILTER),
        ctypes.c_uint(_NEW_LISTENER if listen else 0),
        ctypes.byref(program),
    )
    if listen is None or done < 0:
        return bool(done == 0)
    listen(int(done))
    os.close(int(done))
    return True


def _statm() -> list[str]:
    # Read before the files of /proc are out of reach: the caller keeps the descriptor.
    return os.pread(_STATM, 200, 0).decode("ascii").split()


_STATM = os.open("/proc/self/statm", os.O_RDONLY) if os.path.exists("/proc/self/statm") else -1
