"""The system call filters of a worker and of a build: what candidate code has no use for fails with EPERM.

The filter is a list of classic BPF instructions (linux/seccomp.h). It refuses by name, and refuses every call newer
than the table as if the kernel did not know it, so that the C library falls back to an older one. The numbers are
those of x86-64 and of the generic table that arm64 uses.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

_LD_WORD_ABS, _AND, _JMP_EQ, _JMP_GE, _JMP_GT, _JMP_SET, _RET = 0x20, 0x54, 0x15, 0x35, 0x25, 0x45, 0x06
_KILL_PROCESS, _ERRNO, _ASK, _ALLOW = 0x80000000, 0x00050000, 0x7FC00000, 0x7FFF0000
_EPERM, _ENOSYS = 1, 38
_NR_AT, _ARCH_AT, _ARGS_AT = 0, 4, 16
_AF_UNIX, _AF_INET, _AF_INET6 = 1, 2, 10
_SOCK_KIND, _STREAM, _DATAGRAM = 0xF, 1, 2
_TCP, _UDP = 6, 17
_MSG_FASTOPEN = 0x20000000
# CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
_NEW_NAMESPACES = 0x7E020000
_EVERYBODY = 0xFFFFFFFF
_CLONE_THREAD = 0x00010000
_PR_SET_PDEATHSIG = 1
_X32_BIT = 0x40000000
# Newer calls than this are answered with ENOSYS.
_LAST_KNOWN = 450
# fcntl F_SETOWN, F_SETSIG, F_SETOWN_EX and ioctl FIOSETOWN, SIOCSPGRP send signals to others; TIOCSTI types into a
# terminal.
_FCNTL_DENIED = (8, 10, 15)
_IOCTL_DENIED = (0x8901, 0x8902, 0x5412)


class Arch(NamedTuple):
    """An architecture: its audit number and the numbers of its system calls."""

    audit: int
    calls: dict[str, int]


# name, number on x86-64, number on arm64 (0: the architecture has no such call).
_DENIED = """
fork 57 0|vfork 58 0|execve 59 221|execveat 322 281
socket 41 198|connect 42 203|bind 49 200|listen 50 201|accept 43 202|accept4 288 242
io_uring_setup 425 425|io_uring_enter 426 426|io_uring_register 427 427
ptrace 101 117|process_vm_readv 310 270|process_vm_writev 311 271|process_madvise 440 440|process_mrelease 448 448
kcmp 312 272|tkill 200 130|rt_sigqueueinfo 129 138|rt_tgsigqueueinfo 297 240
pidfd_open 434 434|pidfd_getfd 438 438|pidfd_send_signal 424 424
chmod 90 0|fchmod 91 52|fchmodat 268 53|chown 92 0|fchown 93 55|lchown 94 0|fchownat 260 54
utime 132 0|utimes 235 0|futimesat 261 0|utimensat 280 88
setxattr 188 5|lsetxattr 189 6|fsetxattr 190 7|removexattr 197 14|lremovexattr 198 15|fremovexattr 199 16
mount 165 40|umount2 166 39|pivot_root 155 41|chroot 161 51|move_mount 429 429|open_tree 428 428|fsopen 430 430
fsconfig 431 431|fsmount 432 432|fspick 433 433|mount_setattr 442 442|unshare 272 97|setns 308 268
memfd_create 319 279|memfd_secret 447 447|shmget 29 194|shmat 30 196|shmctl 31 195|shmdt 67 197
semget 64 190|semctl 66 191|semop 65 193|semtimedop 220 192
msgget 68 186|msgsnd 69 189|msgrcv 70 188|msgctl 71 187
mq_open 240 180|mq_unlink 241 181|mq_timedsend 242 182|mq_timedreceive 243 183|mq_notify 244 184
add_key 248 217|request_key 249 218|keyctl 250 219
bpf 321 280|perf_event_open 298 241|userfaultfd 323 282
init_module 175 105|finit_module 313 273|delete_module 176 106|kexec_load 246 104|kexec_file_load 320 294
reboot 169 142|swapon 167 224|swapoff 168 225|sethostname 170 161|setdomainname 171 162
iopl 172 0|ioperm 173 0|modify_ldt 154 0|acct 163 89|quotactl 179 60|quotactl_fd 443 443|syslog 103 116
settimeofday 164 170|clock_settime 227 112|adjtimex 159 171|clock_adjtime 305 266
open_by_handle_at 304 265|name_to_handle_at 303 264
setuid 105 146|setgid 106 144|setreuid 113 145|setregid 114 143|setresuid 117 147|setresgid 119 149
setfsuid 122 151|setfsgid 123 152|setgroups 116 159|capset 126 91
setpriority 141 140|sched_setaffinity 203 122|sched_setscheduler 144 119|sched_setparam 142 118
sched_setattr 314 274|ioprio_set 251 30|migrate_pages 256 238|move_pages 279 239|mbind 237 235
set_mempolicy 238 237|inotify_init 253 0|inotify_init1 294 26|fanotify_init 300 262|fanotify_mark 301 263
sync 162 81|syncfs 306 267|vhangup 153 58|setsid 112 157|setpgid 109 154|personality 135 92
"""
_LOOKED_INTO = """
clone 56 220|clone3 435 435|socketpair 53 199|kill 62 129|tgkill 234 131|prlimit64 302 261|prctl 157 167
fcntl 72 25|ioctl 16 29|sendto 44 206|sendmsg 46 211|sendmmsg 307 269
"""
# A build starts processes and calls a gateway.
_A_BUILD_MAY = {
    *("fork", "vfork", "execve", "execveat", "tkill", "pidfd_open", "pidfd_send_signal", "sched_setaffinity"),
    *("connect", "bind", "listen", "accept", "accept4", "sync", "syncfs", "inotify_init", "inotify_init1"),
}
# Landlock does not look at these. They are answered as if done and do nothing: copying a file ends with one of them.
_DONE_IN_NAME = {
    *("chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat"),
    *("utime", "utimes", "futimesat", "utimensat"),
}


def _table(text: str, column: int) -> dict[str, int]:
    rows = [entry.split() for line in text.split("\n") for entry in line.split("|") if entry]
    return {row[0]: int(row[column]) for row in rows if int(row[column])}


def arch_for(machine: str) -> Arch | None:
    """The table for a machine as `os.uname` names it; None if there is none."""
    known = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}
    if machine not in known:
        return None
    audit, column = known[machine]
    return Arch(audit, _table(_DENIED, column) | _table(_LOOKED_INTO, column))


class _Filter:
    """Instructions of one filter, in the making."""

    def __init__(self, arch: Arch) -> None:
        self._calls = arch.calls
        self._code: list[tuple[int, int, int, int]] = []
        self.load(_ARCH_AT)
        self._code.append((_JMP_EQ, 1, 0, arch.audit))
        self.give(_KILL_PROCESS)
        self.load(_NR_AT)
        self.when(_JMP_GE, _X32_BIT, _KILL_PROCESS)
        self.when(_JMP_GT, _LAST_KNOWN, _ERRNO | _ENOSYS)
        # With ENOSYS the C library makes its threads by clone, whose flags a filter can read.
        self.when(_JMP_EQ, self._calls["clone3"], _ERRNO | _ENOSYS)

    def load(self, offset: int) -> None:
        self._code.append((_LD_WORD_ABS, 0, 0, offset))

    def give(self, value: int) -> None:
        self._code.append((_RET, 0, 0, value))

    def when(self, test: int, operand: int, answer: int) -> None:
        self._code.append((test, 0, 1, operand))
        self.give(answer)

    def answer(self, name: str, answer: int) -> None:
        """Answer every call of the name alike; a name that the architecture does not have is left out."""
        if name in self._calls:
            self.when(_JMP_EQ, self._calls[name], answer)

    def only_if_argument(self, name: str, argument: int, test: int, allowed: tuple[int, ...]) -> None:
        """Refuse the call unless its argument passes the test with one of the operands."""
        self._code.append((_JMP_EQ, 0, 2 + 2 * len(allowed), self._calls[name]))
        self.load(_ARGS_AT + 8 * argument)
        for operand in allowed:
            self.when(test, operand, _ALLOW)
        self.give(_ERRNO | _EPERM)

    def not_if_argument(self, name: str, argument: int, denied: tuple[int, ...], test: int = _JMP_EQ) -> None:
        """Refuse the call if its argument passes the test with one of the operands."""
        self._code.append((_JMP_EQ, 0, 2 + 2 * len(denied), self._calls[name]))
        self.load(_ARGS_AT + 8 * argument)
        for operand in denied:
            self.when(test, operand, _ERRNO | _EPERM)
        self.give(_ALLOW)

    def processes(self, answer: int) -> None:
        """Answer every wish for a new process; threads are made as they please, new namespaces never."""
        for name in ("fork", "vfork"):
            self.answer(name, answer)
        checks = [(_LD_WORD_ABS, 0, 0, _ARGS_AT), (_JMP_SET, 0, 1, _NEW_NAMESPACES), (_RET, 0, 0, _ERRNO | _EPERM)]
        checks += [(_JMP_SET, 0, 1, _CLONE_THREAD), (_RET, 0, 0, _ALLOW), (_RET, 0, 0, answer)]
        self._code += [(_JMP_EQ, 0, len(checks), self._calls["clone"]), *checks]

    def only_sockets(self, families: tuple[int, ...], kinds: tuple[int, ...], protocols: tuple[int, ...]) -> None:
        """Refuse a socket unless its family, kind (without flags) and protocol are all among those."""
        checks: list[tuple[int, int, int, int]] = []
        for argument, mask, allowed in ((0, 0, families), (1, _SOCK_KIND, kinds), (2, 0, protocols)):
            checks.append((_LD_WORD_ABS, 0, 0, _ARGS_AT + 8 * argument))
            if mask:
                checks.append((_AND, 0, 0, mask))
            checks += [(_JMP_EQ, len(allowed) - place, 0, value) for place, value in enumerate(allowed)]
            checks.append((_RET, 0, 0, _ERRNO | _EPERM))
        checks.append((_RET, 0, 0, _ALLOW))
        self._code += [(_JMP_EQ, 0, len(checks), self._calls["socket"]), *checks]

    def bytes(self) -> bytes:
        """The whole filter, which lets pass what nothing refused."""
        self.give(_ALLOW)
        return b"".join(struct.pack("<HBBI", *instruction) for instruction in self._code)


def program(arch: Arch, pid: int) -> bytes:
    """The filter for the worker process `pid`, as an array of ``struct sock_filter``."""
    made = _Filter(arch)
    for name in _table(_DENIED, 1):
        made.answer(name, _ERRNO | _EPERM)
    made.only_if_argument("clone", 0, _JMP_SET, (_CLONE_THREAD,))
    made.only_if_argument("socketpair", 0, _JMP_EQ, (_AF_UNIX,))
    made.only_if_argument("kill", 0, _JMP_EQ, (pid,))
    made.only_if_argument("tgkill", 0, _JMP_EQ, (pid,))
    made.only_if_argument("prlimit64", 0, _JMP_EQ, (0, pid))
    made.not_if_argument("prctl", 0, (_PR_SET_PDEATHSIG,))
    made.not_if_argument("fcntl", 1, _FCNTL_DENIED)
    made.not_if_argument("ioctl", 1, _IOCTL_DENIED)
    return made.bytes()


def build_program(
    arch: Arch, *, network: bool, only_signals_to: int | None = None, asks_for_processes: bool = True
) -> bytes:
    """The filter for a build: TCP is allowed, processes one by one; other sockets and ways to new powers are not.

    Args:
        arch: The machine's table.
        network: Allows UDP too, which looking up a name needs.
        asks_for_processes: Whether each new process waits for a listener's word; a tree that is watched from outside
            alone can grow faster than it can be counted. Else processes are made as they please.
        only_signals_to: The process that may be signalled, beside the sender's group; None where Landlock keeps signals
            among the build's own.
    """
    made = _Filter(arch)
    if only_signals_to is None:
        made.not_if_argument("kill", 0, (_EVERYBODY,))
    else:
        for name in ("tkill", "pidfd_send_signal"):
            made.answer(name, _ERRNO | _EPERM)
        made.only_if_argument("kill", 0, _JMP_EQ, (0, only_signals_to))
        made.only_if_argument("tgkill", 0, _JMP_EQ, (only_signals_to,))
    for name in _table(_DENIED, 1):
        if name in _DONE_IN_NAME:
            made.answer(name, _ERRNO)
        elif name not in _A_BUILD_MAY and name != "socket":
            made.answer(name, _ERRNO | _EPERM)
    kinds, protocols = ((_STREAM, _DATAGRAM), (0, _TCP, _UDP)) if network else ((_STREAM,), (0, _TCP))
    # Landlock sees TCP alone: multipath TCP and SCTP are streams that it would let pass.
    made.only_sockets((_AF_INET, _AF_INET6), kinds, protocols)
    made.only_if_argument("socketpair", 0, _JMP_EQ, (_AF_UNIX,))
    made.processes(_ASK if asks_for_processes else _ALLOW)
    made.only_if_argument("prlimit64", 0, _JMP_EQ, (0,))
    if not network:
        # Sending with this flag connects, unseen by Landlock.
        for name, argument in (("sendto", 3), ("sendmsg", 2), ("sendmmsg", 3)):
            made.not_if_argument(name, argument, (_MSG_FASTOPEN,), _JMP_SET)
    made.not_if_argument("prctl", 0, (_PR_SET_PDEATHSIG,))
    made.not_if_argument("fcntl", 1, _FCNTL_DENIED)
    made.not_if_argument("ioctl", 1, _IOCTL_DENIED)
    return made.bytes()
