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
from typing import Any

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SYS_CAPSET = {"x86_64": 126, "aarch64": 91}
_SYS_LANDLOCK_CREATE, _SYS_LANDLOCK_ADD, _SYS_LANDLOCK_RESTRICT = 444, 445, 446
_SECCOMP_SET_MODE_FILTER = 1
_CAPABILITY_VERSION_3 = 0x20080522

_FS_WRITE_FILE, _FS_READ_FILE, _FS_READ_DIR = 1 << 1, 1 << 2, 1 << 3
# Rights that each version of Landlock can take away: all up to the bit.
_FS_BITS = {1: 13, 2: 14, 3: 15, 4: 15}
_FS_BITS_NOW = 16
_NET_BIND_AND_CONNECT = 3
_SCOPE_ABSTRACT_SOCKET_AND_SIGNAL = 3
_RULE_PATH_BENEATH = 1

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
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    machine = os.uname().machine
    layers = ["rlimits"]
    lower_limits()
    if sys.platform != "linux" or machine not in _SYS_CAPSET:
        return layers
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    # A root's worker keeps root's files but none of root's powers.
    header = struct.pack("<Ii", _CAPABILITY_VERSION_3, 0)
    libc.syscall(ctypes.c_long(_SYS_CAPSET[machine]), header, bytes(24))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return layers
    abi = landlock(libc)
    if abi:
        layers.append(f"landlock {abi}")
    arch = seccomp.arch_for(machine)
    if arch is not None and _install_filter(libc, machine, seccomp.program(arch, os.getpid())):
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


def landlock(libc: Any) -> int:
    """Restrict files, TCP and signals; returns the version of Landlock that did it, 0 for none."""
    version = libc.syscall(ctypes.c_long(_SYS_LANDLOCK_CREATE), None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return 0
    handled = (1 << _FS_BITS.get(version, _FS_BITS_NOW)) - 1
    ruleset = struct.pack("<Q", handled)
    if version >= 4:
        ruleset += struct.pack("<Q", _NET_BIND_AND_CONNECT)
    if version >= 6:
        ruleset += struct.pack("<Q", _SCOPE_ABSTRACT_SOCKET_AND_SIGNAL)
    number = libc.syscall(
        ctypes.c_long(_SYS_LANDLOCK_CREATE), ruleset, ctypes.c_size_t(len(ruleset)), ctypes.c_uint32(0)
    )
    if number < 0:
        return 0
    try:
        for path, rights in _readable_places():
            _allow(libc, number, path, rights)
        _allow(libc, number, "/dev/null", _FS_READ_FILE | _FS_WRITE_FILE)
        done = libc.syscall(ctypes.c_long(_SYS_LANDLOCK_RESTRICT), ctypes.c_int(number), ctypes.c_uint32(0))
    finally:
        os.close(number)
    return int(version) if done == 0 else 0


def _readable_places() -> list[tuple[str, int]]:
    places = [(path, _FS_READ_FILE) for path in _READABLE]
    roots = [path for path in sys.path if os.path.isdir(path)]
    for path in roots:
        # Installed packages may lie inside the standard library's folder; mockint and its questions among them.
        if any(os.path.isdir(os.path.join(path, name)) for name in _OTHERS_CODE):
            places.append((path, _FS_READ_DIR))
            places += [
                (entry.path, _FS_READ_FILE | _FS_READ_DIR)
                for entry in os.scandir(path)
                if entry.name not in _OTHERS_CODE
            ]
        else:
            places.append((path, _FS_READ_FILE | _FS_READ_DIR))
    places += [(path, _FS_READ_FILE | _FS_READ_DIR) for path in _library_places()]
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
    if rights & _FS_READ_DIR and not os.path.isdir(path):
        rights &= ~_FS_READ_DIR
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("<Qi", rights, descriptor)
        libc.syscall(
            ctypes.c_long(_SYS_LANDLOCK_ADD),
            ctypes.c_int(ruleset),
            ctypes.c_int(_RULE_PATH_BENEATH),
            rule,
            ctypes.c_uint32(0),
        )
    finally:
        os.close(descriptor)


def _install_filter(libc: Any, machine: str, code: bytes) -> bool:
    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    program = Program(len(code) // 8, code)
    done = libc.syscall(
        ctypes.c_long(_SYS_SECCOMP[machine]),
        ctypes.c_uint(_SECCOMP_SET_MODE_FILTER),
        ctypes.c_uint(0),
        ctypes.byref(program),
    )
    return bool(done == 0)


def _statm() -> list[str]:
    # Read before the files of /proc are out of reach: the caller keeps the descriptor.
    return os.pread(_STATM, 200, 0).decode("ascii").split()


_STATM = os.open("/proc/self/statm", os.O_RDONLY) if os.path.exists("/proc/self/statm") else -1
