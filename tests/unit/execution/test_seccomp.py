"""The filter is right for both architectures: it is run here by a small interpreter of classic BPF."""

from __future__ import annotations

import struct

import pytest

from mockint.execution.inside.seccomp import Arch, arch_for, build_program, program

PID = 4242
ALLOW, EPERM, ENOSYS, KILL, ASK = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000, 0x7FC00000
MACHINES = ["x86_64", "aarch64"]


def run(code: bytes, number: int, audit: int, *args: int) -> int:
    """What the filter answers to a system call."""
    values = [arg & 0xFFFFFFFFFFFFFFFF for arg in (*args, 0, 0, 0, 0, 0, 0)[:6]]
    data = struct.pack("<IIQ6Q", number, audit, 0, *values)
    instructions = list(struct.iter_unpack("<HBBI", code))
    accumulator, at = 0, 0
    while True:
        kind, true, false, operand = instructions[at]
        at += 1
        if kind == 0x06:
            return operand
        if kind == 0x54:
            accumulator &= operand
            continue
        if kind == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, operand)
            continue
        holds = {
            0x15: accumulator == operand,
            0x25: accumulator > operand,
            0x35: accumulator >= operand,
            0x45: bool(accumulator & operand),
        }[kind]
        at += true if holds else false


@pytest.fixture(params=MACHINES)
def arch(request: pytest.FixtureRequest) -> Arch:
    found = arch_for(request.param)
    assert found is not None
    return found


def call(arch: Arch, name: str, *args: int) -> int:
    return run(program(arch, PID), arch.calls[name], arch.audit, *args)


@pytest.mark.parametrize(
    "name", ["execve", "socket", "ptrace", "memfd_create", "io_uring_setup", "pidfd_open", "bpf", "fchmodat"]
)
def test_what_is_denied(arch: Arch, name: str) -> None:
    assert call(arch, name) == EPERM


def test_what_is_looked_into(arch: Arch) -> None:
    assert call(arch, "clone", 0x3D0F00) == ALLOW
    assert call(arch, "clone", 17) == EPERM
    assert call(arch, "clone3") == ENOSYS
    assert call(arch, "socketpair", 1) == ALLOW
    assert call(arch, "socketpair", 2) == EPERM
    for name in ("kill", "tgkill"):
        assert call(arch, name, PID) == ALLOW
        assert call(arch, name, PID + 1) == EPERM
        assert call(arch, name, -1) == EPERM
        assert call(arch, name, 0) == EPERM
    assert call(arch, "prlimit64", 0) == ALLOW
    assert call(arch, "prlimit64", 1) == EPERM
    assert call(arch, "prctl", 1) == EPERM
    assert call(arch, "prctl", 15) == ALLOW
    assert call(arch, "fcntl", 3, 8) == EPERM
    assert call(arch, "fcntl", 3, 1) == ALLOW
    assert call(arch, "ioctl", 0, 0x5412) == EPERM
    assert call(arch, "ioctl", 0, 0x5401) == ALLOW


@pytest.mark.parametrize(("machine", "reads"), [("x86_64", (0, 1, 9, 202, 228)), ("aarch64", (63, 64, 222, 98, 113))])
def test_everyday_calls_are_allowed(machine: str, reads: tuple[int, ...]) -> None:
    arch = arch_for(machine)
    assert arch is not None
    assert {run(program(arch, PID), number, arch.audit) for number in reads} == {ALLOW}


def test_another_architecture_is_killed_and_newer_calls_are_unknown(arch: Arch) -> None:
    code = program(arch, PID)
    assert run(code, 0, arch.audit ^ 1) == KILL
    assert run(code, 0x40000000 + 41, arch.audit) == KILL
    assert run(code, 451, arch.audit) == ENOSYS
    assert len(code) // 8 < 4096


def test_an_architecture_without_a_table_has_no_filter() -> None:
    assert arch_for("riscv64") is None


def build_call(arch: Arch, name: str, *args: int, network: bool = False) -> int:
    return run(build_program(arch, network=network), arch.calls[name], arch.audit, *args)


def test_a_build_starts_processes_and_calls_by_tcp(arch: Arch) -> None:
    assert build_call(arch, "execve") == ALLOW
    assert build_call(arch, "clone", 17) == ASK
    assert build_call(arch, "clone", 0x3D0F00) == ALLOW
    assert build_call(arch, "socket", 2, 1 | 0x80000, 0) == ALLOW
    assert build_call(arch, "socket", 10, 1, 6) == ALLOW
    assert build_call(arch, "connect", 3) == ALLOW
    assert build_call(arch, "fchmodat") == 0x00050000


def test_processes_are_made_as_they_please_where_nobody_is_asked(arch: Arch) -> None:
    code = build_program(arch, network=False, asks_for_processes=False)
    assert run(code, arch.calls["clone"], arch.audit, 17) == ALLOW
    assert run(code, arch.calls["clone"], arch.audit, 0x10000000 | 17) == EPERM


@pytest.mark.parametrize(
    "name", ["ptrace", "mount", "unshare", "bpf", "keyctl", "io_uring_setup", "setsid", "memfd_create"]
)
def test_what_a_build_is_denied(arch: Arch, name: str) -> None:
    assert build_call(arch, name) == EPERM


def test_what_of_a_build_is_looked_into(arch: Arch) -> None:
    assert build_call(arch, "clone", 0x10000000 | 17) == EPERM
    assert build_call(arch, "socket", 1, 1, 0) == EPERM
    assert build_call(arch, "socket", 2, 1, 262) == EPERM
    assert build_call(arch, "socket", 2, 3, 1) == EPERM
    assert build_call(arch, "socket", 2, 2, 0) == EPERM
    assert build_call(arch, "socket", 2, 2, 17, network=True) == ALLOW
    assert build_call(arch, "sendto", 3, 0, 0, 0x20000000) == EPERM
    assert build_call(arch, "sendto", 3, 0, 0, 0x4000) == ALLOW
    assert build_call(arch, "kill", -1, 9) == EPERM
    assert build_call(arch, "prlimit64", 7) == EPERM
    assert build_call(arch, "prctl", 1) == EPERM


def test_signals_of_a_build_where_landlock_does_not_keep_them(arch: Arch) -> None:
    code = build_program(arch, network=False, only_signals_to=PID)

    def answer(name: str, *args: int) -> int:
        return run(code, arch.calls[name], arch.audit, *args)

    assert answer("kill", PID, 9) == ALLOW
    assert answer("kill", 0, 15) == ALLOW
    assert answer("kill", PID + 1, 9) == EPERM
    assert answer("tgkill", PID + 1, PID + 1) == EPERM
    assert answer("pidfd_send_signal", 3, 9) == EPERM
    assert answer("execve") == ALLOW
