"""The project's commands on a bare machine: ``python3 dev.py run | test | check | bench | shots``.

Needs Python 3.11 or newer and nothing else. Makes the environment ``.venv`` from the hashed pins in ``requirements/``
(with uv where there is one, else pip), names missing system libraries and as root installs them, then hands over.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "mockint-environment.json"
PINS = {"app": ROOT / "requirements" / "app.txt", "dev": ROOT / "requirements" / "dev.txt"}
NEEDED = (3, 11)
TEST_GROUPS: tuple[list[str], ...] = (
    # On two processes where nothing measures time; a file's tests share what they set up.
    ["tests/unit", "tests/migration", "tests/contract", "-n", "2", "--dist", "loadfile"],
    ["tests/hostile"],
    ["tests/gui", "--ignore=tests/gui/editor", "-n", "2", "--dist", "loadfile"],
    ["tests/gui/editor"],
    ["tests/flows/test_crash.py"],
    ["tests/flows", "--ignore=tests/flows/test_crash.py", "-n", "2"],
)
SERVER = "--postgres"
SERVER_GROUPS = (
    ["tests/unit/history", "tests/unit/app", SERVER, "-n", "2", "--dist", "loadfile"],
    ["tests/flows/test_postgres.py", SERVER],
)
"""What runs on a PostgreSQL server: the store's tests, the use cases', and two people at once."""
NO_TESTS = 5
"""Pytest's exit code where a selection such as ``-m slow`` leaves a group without tests."""

# Which Debian package holds a library that Qt or WebEngine links to and that its wheels do not carry. Where a name
# changed between releases the newer one stands first.
DEBIAN_PACKAGES = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libOpenGL.so.0": ("libopengl0",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libX11.so.6": ("libx11-6",),
    "libXcomposite.so.1": ("libxcomposite1",),
    "libXdamage.so.1": ("libxdamage1",),
    "libXext.so.6": ("libxext6",),
    "libXfixes.so.3": ("libxfixes3",),
    "libXi.so.6": ("libxi6",),
    "libXrandr.so.2": ("libxrandr2",),
    "libXrender.so.1": ("libxrender1",),
    "libXtst.so.6": ("libxtst6",),
    "libasound.so.2": ("libasound2t64", "libasound2"),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libdrm.so.2": ("libdrm2",),
    "libexpat.so.1": ("libexpat1",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libgbm.so.1": ("libgbm1",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libgthread-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2",),
    "libnspr4.so": ("libnspr4",),
    "libnss3.so": ("libnss3",),
    "libnssutil3.so": ("libnss3",),
    "libplc4.so": ("libnspr4",),
    "libplds4.so": ("libnspr4",),
    "libsmime3.so": ("libnss3",),
    "libudev.so.1": ("libudev1",),
    "libwayland-client.so.0": ("libwayland-client0",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
    "libwayland-egl.so.1": ("libwayland-egl1",),
    "libwayland-server.so.0": ("libwayland-server0",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-dri3.so.0": ("libxcb-dri3-0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-render.so.0": ("libxcb-render0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-shm.so.0": ("libxcb-shm0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-util.so.1": ("libxcb-util1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xinerama.so.0": ("libxcb-xinerama0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxcb.so.1": ("libxcb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libxkbfile.so.1": ("libxkbfile1",),
}
QT_FILES = (
    "Qt/lib/libQt6Gui.so.6",
    "Qt/lib/libQt6WebEngineCore.so.6",
    "Qt/libexec/QtWebEngineProcess",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqwayland.so",
    "Qt/plugins/platforms/libqwayland-generic.so",
)


def main(arguments: list[str]) -> int:
    """Carry out one command.

    Returns:
        The exit code: the command's own, or 2 when the environment could not be made.
    """
    if sys.version_info < NEEDED:
        return _fail("mockint needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))
    # A shell may forbid compiled modules; then every start would compile everything anew, longer than the start itself.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    commands = {"run": run, "test": test, "check": check, "bench": bench, "shots": shots}
    if not arguments or arguments[0] not in commands:
        print(__doc__.strip())
        print("\nrun [ARGS]      mockint ARGS (no ARGS: the window)\ntest [ARGS]     all tests; ARGS go to pytest")
        print(
            "check           format, lint, types, layers, dependencies, bank, files\nbench [NAME]    measure the figures"
        )
        print("shots DIR       write every screen as a picture")
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        return commands[arguments[0]](arguments[1:])
    except SetupError as problem:
        return _fail(str(problem))
    except KeyboardInterrupt:
        return 130


class SetupError(Exception):
    """The environment cannot be made; the text says what to do."""


def run(arguments: list[str]) -> int:
    """Start mockint itself, in place of this process where the system can."""
    make_environment("app")
    command = [str(PYTHON), "-m", "mockint", *arguments]
    if os.name == "nt":  # there exec would leave the terminal before mockint ends
        return subprocess.call(command)
    sys.stdout.flush()
    return os.execv(command[0], command)


def test(arguments: list[str]) -> int:
    """Run all tests, slow ones too: a process for each group, so that Chromium and attacks never share one.

    With ``--postgres`` those of the history alone, on a server that they start.
    """
    make_environment("dev")
    groups = TEST_GROUPS
    if SERVER in arguments:
        install_postgres()
        arguments.remove(SERVER)
        groups = SERVER_GROUPS
    elif any(not argument.startswith("-") for argument in arguments):
        return _tool(["-m", "pytest", *arguments], env=_test_environment())
    failed = [
        " ".join(group)
        for group in groups
        if _tool(["-m", "pytest", *arguments, *group], env=_test_environment()) not in (0, NO_TESTS)
    ]
    print(f"tests failed in: {'; '.join(failed)}" if failed else "all tests passed")
    return 1 if failed else 0


def check(arguments: list[str]) -> int:
    """Run every check that needs no test; go on after a failure, so that one run shows all."""
    make_environment("dev")
    steps = {
        "format": ["-m", "ruff", "format", "--check", "."],
        "lint": ["-m", "ruff", "check", "."],
        "types": ["-m", "mypy"],
        "layers": ["-c", "import sys; from importlinter.cli import lint_imports_command as main; sys.exit(main())"],
        "dependencies": ["-m", "deptry", "."],
        "files": ["-m", "tests.helpers.check_files"],
        "bank": ["-m", "mockint", "bank", "check", "--seeds", "2"],
    }
    wanted = arguments or list(steps)
    unknown = [name for name in wanted if name not in steps]
    if unknown:
        return _fail(f"There is no check {unknown[0]!r}; there are {', '.join(steps)}.")
    failed = []
    for name in wanted:
        print(f"-- {name}", flush=True)
        if _tool(steps[name], env={**os.environ, "PYTHONPATH": str(ROOT)}) != 0:
            failed.append(name)
    print(f"checks failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure the figures; ``--json`` prints them as one document."""
    make_environment("dev")
    return _tool(["-m", "tests.bench", *arguments], env=_test_environment())


def shots(arguments: list[str]) -> int:
    """Write every screen, light and dark, in two sizes, into a folder."""
    if len(arguments) != 1:
        return _fail("Name one folder: python3 dev.py shots DIR")
    make_environment("dev")
    return _tool(["-m", "tests.shots", arguments[0]], env=_test_environment())


def make_environment(kind: str) -> None:
    """Make ``.venv`` hold what ``requirements/<kind>.txt`` pins; at once when it does already, without any network."""
    wanted = _fingerprint(kind)
    stamp = _read_stamp()
    if stamp.get(kind) == wanted and PYTHON.exists():
        return
    if stamp.get("python") != _python_tag() or not PYTHON.exists():
        _make_venv()
        stamp = {"python": _python_tag()}
    print(f"mockint: installing what requirements/{kind}.txt pins into .venv (once) ...", file=sys.stderr, flush=True)
    _install(["--require-hashes", "-r", str(PINS[kind])])
    _install(["--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)])
    subprocess.call([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "mockint"), str(ROOT / "ui")])
    install_system_libraries()
    stamp[kind] = wanted
    if kind == "dev":  # the development pins hold everything the app needs
        stamp["app"] = _fingerprint("app")
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def _make_venv() -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    # Started by the environment's own interpreter, this would else take away the ground it stands on.
    python = getattr(sys, "_base_executable", None) or sys.executable
    uv = shutil.which("uv")
    if uv and subprocess.call([uv, "venv", "--quiet", "--python", python, str(VENV)]) == 0:
        return
    make = [python, "-m", "venv", str(VENV)]
    made = subprocess.run(make, check=False, capture_output=True, text=True)
    if made.returncode != 0 and _may_install():
        _apt([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
        made = subprocess.run(make, check=False, capture_output=True, text=True)
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupError(
            "Python could not make a virtual environment. On Debian install it with: sudo apt-get install python3-venv"
        )


def _install(arguments: list[str]) -> None:
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON), *arguments]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.call(command) != 0:
        raise SetupError(
            "The packages could not be installed (see above). Look at the network and the free disk space, then try again."
        )


def install_system_libraries() -> None:
    """Name the libraries that Qt needs and the system lacks; as root on a Debian-like system install them."""
    missing = missing_libraries()
    if not missing:
        return
    packages = sorted({_debian_package(name) for name in missing if name in DEBIAN_PACKAGES})
    if packages and _may_install():
        print(f"mockint: installing Qt's system libraries: {' '.join(packages)}", file=sys.stderr, flush=True)
        _apt(packages)
        missing = missing_libraries()
    if missing:
        names = " ".join(packages)
        how = f" Install them with: sudo apt-get install {names}" if names else ""
        print(
            f"mockint: the window lacks system libraries: {', '.join(sorted(missing))}.{how}\n"
            "mockint: every round runs from the command line without them (python3 dev.py run list).",
            file=sys.stderr,
            flush=True,
        )


def install_postgres() -> None:
    """As root on a Debian-like system install PostgreSQL where it is missing; its own server is not needed."""
    if any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("pg_ctl"):
        return
    if not _may_install():
        raise SetupError("PostgreSQL is not installed. On Debian install it with: sudo apt-get install postgresql")
    print("mockint: installing PostgreSQL ...", file=sys.stderr, flush=True)
    _apt(["postgresql"])


def missing_libraries() -> set[str]:
    """The shared libraries that Qt's files link to and that the system does not have (Linux; else empty)."""
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return set()
    missing: set[str] = set()
    for package in VENV.glob("lib*/python*/site-packages/PySide6"):
        files = [str(package / name) for name in QT_FILES if (package / name).exists()]
        told = subprocess.run(["ldd", *files], check=False, capture_output=True, text=True).stdout
        missing |= {line.split()[0] for line in told.splitlines() if "not found" in line}
    return {name for name in missing if not name.startswith("libQt6")}


def _may_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _debian_package(library: str) -> str:
    names = DEBIAN_PACKAGES[library]
    for name in names[:-1]:
        if subprocess.run(["apt-cache", "show", name], check=False, capture_output=True).returncode == 0:
            return name
    return names[-1]


def _apt(packages: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call(["apt-get", "update", "-qq"], env=quiet, stdout=subprocess.DEVNULL)
    subprocess.call(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=quiet, stdout=subprocess.DEVNULL
    )


def _fingerprint(kind: str) -> str:
    return hashlib.sha256(PINS[kind].read_bytes()).hexdigest()


def _python_tag() -> str:
    return f"{sys.implementation.name}-{sys.version_info[0]}.{sys.version_info[1]}"


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _test_environment() -> dict[str, str]:
    """Tests open their windows off screen; Chromium as root wants its sandbox off, which only tests may do."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        environment.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox")
    return environment


def _tool(arguments: list[str], env: dict[str, str]) -> int:
    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT, env=env)


def _fail(sentence: str) -> int:
    print(f"mockint: {sentence}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
