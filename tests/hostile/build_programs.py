"""Builds that are broken or hostile: what each does, what is said of it, and the harm it does where nothing confines."""

from __future__ import annotations

from typing import NamedTuple


class HostileBuild(NamedTuple):
    """A build.

    Attributes:
        source: What it does once it was asked; the whole program where `is_whole`.
        fault: Of the reply; empty where it replies properly.
        says: A part of the reply's message, or of its answer where there is no fault.
        harm: What an unconfined run of it does: ``leak``, ``wrote``, ``changed``, ``net``, ``victim``.
    """

    name: str
    source: str
    fault: str = ""
    says: str = ""
    harm: str = ""
    is_whole: bool = False


def _attempt(code: str, told: str = "'done'") -> str:
    """Code that tries something and tells how it went."""
    body = "".join(f"    {line}\n" for line in code.strip().splitlines())
    return f"try:\n{body}    told = str({told})\nexcept OSError as error:\n    told = f'refused {{error.errno}}'\nreply(told)\n"


_BROKEN = [
    HostileBuild(
        "does-not-import",
        "import json\nimport nothing_of_the_kind\n",
        "crashed",
        "nothing_of_the_kind' (main.py, line 2)",
        is_whole=True,
    ),
    HostileBuild("does-not-parse", "x = (\n", "crashed", "(main.py, line 1)", is_whole=True),
    HostileBuild("ends-at-once", "", "crashed", "exit code 0", is_whole=True),
    HostileBuild("hangs", "time.sleep(60)", "time_out", "No reply came within 2 s."),
    HostileBuild("hangs-at-the-bye", "reply('x')\nwhile True: time.sleep(1)", "", "x"),
    HostileBuild("raises", "[][1]", "crashed", "IndexError: list index out of range (main.py, line"),
    HostileBuild("garbage", "print('{' * 1000)\nprint('[]')\nprint('null')\nreply('x')", "", "x"),
    HostileBuild("binary-garbage", "os.write(1, bytes(range(256)) * 100 + b'\\n')\nreply('x')", "", "x"),
    HostileBuild("deep-garbage", "print('{\"a\":' * 200_000)\nreply('x')", "", "x"),
    HostileBuild(
        "wrong-shape",
        "print(json.dumps({'id': ask['id'], 'answer': 7, 'citations': 'A'}), flush=True)",
        "wrong_shape",
        '"answer" must be a text or null; it is 7.',
    ),
    HostileBuild(
        "wrong-id", "ask['id'] = 'another'\nreply('x')\ntime.sleep(60)", "time_out", "an id that was not asked"
    ),
    HostileBuild(
        "id-of-no-hash", "ask['id'] = [{}]\nreply('x')\ntime.sleep(60)", "time_out", "an id that was not asked"
    ),
    HostileBuild("huge-reply", "reply('x' * 3_000_000)", "wrong_shape", "longer than"),
    HostileBuild("flood", "for _ in range(100): os.write(1, b'x' * 1_000_000)\nprint()\nreply('x')", "", "x"),
    HostileBuild("flood-of-errors", "for _ in range(100): os.write(2, b'x' * 1_000_000)\nreply('x')", "", "x"),
    HostileBuild("kills-itself", "os.kill(os.getpid(), 9)", "crashed", "by signal SIGKILL"),
    HostileBuild("closes-its-streams", "os.close(1); os.close(2); time.sleep(60)", "time_out", "No reply"),
    HostileBuild("memory", "kept = [bytearray(b'x' * 1_000_000) for _ in range(3_000)]", "crashed", "of memory"),
    HostileBuild(
        "memory-of-children",
        "for _ in range(4):\n    if os.fork() == 0:\n        kept = bytearray(b'x' * 80_000_000)\n        time.sleep(60)\n"
        "time.sleep(60)",
        "crashed",
        "of memory",
    ),
    HostileBuild(
        "fills-the-disk",
        "for n in range(10_000):\n    with open(f'f{n}', 'wb') as file: file.write(b'x' * 1_000_000)\n    time.sleep(.01)",
        "crashed",
        "to its folder",
    ),
]
_PROCESSES = [
    HostileBuild(
        "forks-without-end",
        "while True:\n    try: os.fork()\n    except OSError: pass",
        "crashed",
        "more than 8 processes at the same",
    ),
    HostileBuild(
        "shell-bomb",
        # Bounded by itself: what must hold it is what is tried here, and not the machine.
        "os.execvp('sh', ['sh', '-c', 'b() { [ $1 -gt 8 ] || { b $(($1+1)) | b $(($1+1)) & }; }; b 1; sleep 60'])",
        "crashed",
        "more than 8 processes at the same",
    ),
    HostileBuild(
        "threads-without-end",
        "import threading\nwhile True:\n    try: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "    except RuntimeError: pass",
        "crashed",
        "threads at the same",
    ),
    HostileBuild(
        "daemon", "if os.fork() == 0:\n    if os.fork() == 0: time.sleep(60)\n    os._exit(0)\nreply('x')", "", "x"
    ),
    HostileBuild(
        "daemon-with-a-session",
        "if os.fork() == 0:\n    try: os.setsid()\n    except OSError: pass\n    if os.fork() == 0: time.sleep(60)\n"
        "    os._exit(0)\nreply('x')",
        "",
        "x",
    ),
    HostileBuild(
        "daemon-deaf-to-signals",
        "import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\n"
        "for _ in range(4):\n    if os.fork() == 0: time.sleep(60)\nreply('x')",
        "",
        "x",
    ),
    HostileBuild("kills-a-stranger", _attempt("os.kill(@VICTIM@, 9)\ntime.sleep(.1)"), "", "refused 1", "victim"),
    HostileBuild("kills-its-parent", _attempt("os.kill(os.getppid(), 9)"), "", "refused 1"),
    HostileBuild("kills-everybody", _attempt("os.kill(-1, 0)"), "", "refused 1"),
    HostileBuild(
        "subprocess", "reply(subprocess.run(['echo', 'hallo'], capture_output=True, text=True).stdout)", "", "hallo"
    ),
]
_FILES = [
    HostileBuild(
        "reads-the-home", _attempt("text = open('@ROOT@/home/secret').read()", "text"), "", "refused 13", "leak"
    ),
    HostileBuild(
        "reads-by-a-child",
        "done = subprocess.run(['cat', '@ROOT@/home/secret'], capture_output=True, text=True)\nreply(done.stdout + done.stderr)",
        "",
        "denied",
        "leak",
    ),
    HostileBuild(
        "reads-the-questions",
        _attempt("text = os.listdir('@REPO@/question_bank') and 'LEAK'", "text"),
        "",
        "refused 13",
        "leak",
    ),
    HostileBuild(
        "reads-the-app",
        _attempt("text = open('@REPO@/mockint/errors.py').read() and 'LEAK'", "text"),
        "",
        "refused 13",
        "leak",
    ),
    HostileBuild(
        "imports-the-app",
        "sys.path.insert(0, '@REPO@')\ntry:\n    import mockint.errors\n    reply('LEAK')\nexcept ImportError: reply('refused')",
        "",
        "refused",
        "leak",
    ),
    HostileBuild("reads-keys", "reply(os.environ.get('OPENAI_API_KEY', 'none'))", "", "none"),
    HostileBuild(
        "reads-the-parents-keys",
        _attempt("text = open(f'/proc/{os.getppid()}/environ').read() and 'LEAK'", "text"),
        "",
        "refused 13",
        "leak",
    ),
    HostileBuild("writes-outside", _attempt("open('@ROOT@/home/new', 'w').write('x')"), "", "refused 13", "wrote"),
    HostileBuild(
        "writes-the-corpus",
        _attempt("open(os.path.join('@ROOT@', 'corpus', 'B.md'), 'w').write('x')"),
        "",
        "refused 13",
        "wrote",
    ),
    HostileBuild("removes", _attempt("os.remove('@ROOT@/corpus/A.md')"), "", "refused 13", "wrote"),
    HostileBuild("truncates", _attempt("os.truncate('@ROOT@/home/secret', 0)"), "", "refused 13", "changed"),
    HostileBuild("changes-modes", _attempt("os.chmod('@ROOT@/home/secret', 0o777)"), "", "done", "changed"),
    HostileBuild(
        "link-out",
        _attempt("os.symlink('@ROOT@/home', 'out')\ntext = open('out/secret').read()", "text"),
        "",
        "refused 13",
        "leak",
    ),
    HostileBuild(
        "hard-link-out",
        _attempt("os.link('@ROOT@/home/secret', 'out')\ntext = open('out').read()", "text"),
        "",
        "refused 18",
        "leak",
    ),
    HostileBuild(
        "moves-in",
        _attempt("os.rename('@ROOT@/home/secret', 'out')\ntext = open('out').read()", "text"),
        "",
        "refused 13",
        "leak",
    ),
    HostileBuild("changes-the-marker", _attempt("open('.mockint-round.json', 'w').write('mine')"), "", "done"),
    HostileBuild(
        "links-the-marker",
        _attempt("os.remove('.mockint-round.json')\nos.symlink('@ROOT@/home/secret', '.mockint-round.json')"),
        "",
        "done",
    ),
    HostileBuild(
        "own-files",
        _attempt(
            "os.mkdir('d')\nopen('d/f', 'w').write('x')\nos.rename('d/f', 'g')\nimport tempfile\n"
            "tempfile.TemporaryFile().close()\nimport shutil\nshutil.copy('g', 'h')\ntext = open('@ROOT@/corpus/A.md').read()",
            "text",
        ),
        "",
        "# A",
    ),
]
_NETWORK = [
    HostileBuild("gateway", _attempt("socket.create_connection(('127.0.0.1', @GATEWAY@), 1).close()"), "", "done"),
    HostileBuild(
        "connects-elsewhere",
        _attempt("socket.create_connection(('127.0.0.1', @TCP@), 1).close()"),
        "",
        "refused 13",
        "net",
    ),
    HostileBuild(
        "fast-open",
        _attempt("s = socket.socket()\ns.sendto(b'x', 0x20000000, ('127.0.0.1', @TCP@))"),
        "",
        "refused 1",
        "net",
    ),
    HostileBuild(
        "multipath-tcp",
        _attempt("s = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)\ns.connect(('127.0.0.1', @TCP@))"),
        "",
        "refused 1",
    ),
    HostileBuild(
        "udp",
        _attempt("socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', @UDP@))"),
        "",
        "refused 1",
        "net",
    ),
    HostileBuild("unix-socket", _attempt("socket.socket(socket.AF_UNIX)"), "", "refused 1"),
    HostileBuild("raw-socket", _attempt("socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)"), "", "refused 1"),
    HostileBuild("listens", _attempt("socket.create_server(('127.0.0.1', 0))"), "", "refused 13"),
    HostileBuild("socket-pair", _attempt("socket.socketpair()"), "", "done"),
]
_KERNEL = [
    HostileBuild(
        name,
        f"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n{call}\nreply(f'refused {{ctypes.get_errno()}}')",
        "",
        "refused 1",
    )
    for name, call in (
        ("ptrace", "libc.ptrace(16, @VICTIM@, 0, 0)"),
        ("namespaces", "libc.unshare(0x10000000)"),
        (
            "namespaces-by-clone",
            "libc.syscall({'x86_64': 56, 'aarch64': 220}[os.uname().machine], 0x10000000 | 17, 0, 0, 0, 0)",
        ),
        ("mount", "libc.mount(b'none', b'/tmp', b'tmpfs', 0, None)"),
        ("io-uring", "libc.syscall(425, 1, 0)"),
        ("keys", "libc.syscall({'x86_64': 250, 'aarch64': 219}[os.uname().machine], 0, 0)"),
        ("death-signal", "libc.prctl(1, 0, 0, 0, 0)"),
    )
]
BUILDS = [*_BROKEN, *_PROCESSES, *_FILES, *_NETWORK, *_KERNEL]
