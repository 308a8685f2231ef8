"""Finds out whether Monaco can run on this machine, and loads it; says why where it cannot."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

_LEAST_FREE_BYTES: Final = 700 * 1024 * 1024
_MISSING_LIBRARY: Final = re.compile(r"(lib[\w.+-]+\.so[\w.]*|\w+\.dll|[\w./-]+\.dylib): cannot open shared object")
_LIBRARIES: Final = (
    "libQt6Network.so.6",
    "libQt6WebChannel.so.6",
    "libQt6WebEngineCore.so.6",
    "libQt6WebEngineWidgets.so.6",
)
_PROBE_TIMEOUT_S: Final = 10
#: Chromium ends the whole program when its sandbox cannot be made, so the namespaces that it needs are tried in a child:
#: one for users, and within it, with the rights it should give, one for processes.
_NAMESPACE_PROBE: Final = """
import ctypes, os, sys
libc, user = ctypes.CDLL(None), os.getuid()
if libc.unshare(0x10000000):
    sys.exit(1)
with open("/proc/self/uid_map", "w") as file:
    file.write(f"0 {user} 1")
sys.exit(1 if libc.unshare(0x20000000) else 0)
"""


def load_monaco() -> str | None:
    """Load the libraries that Monaco needs; meant for a worker thread, it may take a second and more.

    Only libraries are loaded here, and no Python module of Qt: PySide's types are made at import, and making them on one
    thread while another uses them ends the program with a segmentation fault every now and then.

    Returns:
        None when it can be used, else the reason for the user, naming what is missing.
    """
    free = _free_bytes()
    if free < _LEAST_FREE_BYTES:
        return f"Only {free // 2**20} MB of memory are free, and Monaco needs about {_LEAST_FREE_BYTES // 2**20} MB."
    reason = sandbox_fault()
    if reason is not None:
        return reason
    try:
        _load_libraries()
    except OSError as fault:
        return reason_for(fault)
    network = sys.modules.get("PySide6.QtNetwork")
    if network is not None:
        # The page's first web socket makes Qt read the system's certificates, which takes 0.1 s and more; better here.
        network.QSslConfiguration.defaultConfiguration()
    return None


def import_monaco() -> str | None:
    """Import Monaco's Python side; for the GUI thread, after `load_monaco` a matter of some hundredths of a second.

    Returns:
        None when it can be used, else the reason for the user.
    """
    try:
        importlib.import_module("ui.editor.monaco").monaco_folder()
    except (ImportError, OSError) as fault:
        return reason_for(fault)
    return None


def _load_libraries() -> None:
    """Have the system load WebEngine's libraries; where they are kept otherwise than on Linux, the import does it."""
    spec = importlib.util.find_spec("PySide6")
    for place in spec.submodule_search_locations or () if spec is not None else ():
        for name in _LIBRARIES:
            library = Path(place) / "Qt" / "lib" / name
            if library.exists():
                ctypes.CDLL(str(library))


def sandbox_fault() -> str | None:
    """Say why the sandbox of Monaco's page cannot be made here.

    Chromium would end the whole program then, without asking; so this is found out before it is started.

    Returns:
        None when it can, or when somebody has switched it off by Chromium's own settings.
    """
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "").split()
    if sys.platform != "linux" or "--no-sandbox" in flags or os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") == "1":
        return None
    if os.geteuid() == 0:
        return "Monaco does not run for root: start mockint as an ordinary user to have it."
    if not _namespaces_work():
        return "This system does not let ordinary programs make user namespaces, and Monaco's sandbox needs them."
    return None


def reason_for(fault: Exception) -> str:
    """Say in a sentence why Monaco cannot be loaded, naming the library that is missing."""
    found = _MISSING_LIBRARY.search(str(fault))
    if found is not None:
        return f"The system library {found[1]} is missing, and Monaco needs it."
    return f"Monaco could not be loaded: {' '.join(str(fault).split())[:200]}."


def _namespaces_work() -> bool:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _NAMESPACE_PROBE],
            capture_output=True,
            timeout=_PROBE_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _free_bytes() -> int:
    return int(importlib.import_module("psutil").virtual_memory().available)
