from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import inspect, sys
from contextlib import nullcontext
from ui.imports import hook_kept_to_qt

with hook_kept_to_qt() if sys.argv[1] == "kept" else nullcontext():
    from PySide6 import QtCore
read = []
sources = inspect.getsource
inspect.getsource = lambda what: read.append(what.__name__) or sources(what)
import xmlrpc.client
from PySide6.QtWidgets import QLabel
import PySide6.QtNetwork
assert issubclass(QLabel, QtCore.QObject) and PySide6.QtNetwork.QTcpServer
from xml.dom import minidom, pulldom as pulled
from . import nothing
"""


@pytest.mark.parametrize(("hook", "any_read"), [("everywhere", True), ("kept", False)])
def test_only_imports_of_qt_go_through_its_hook(hook: str, any_read: bool) -> None:
    check = f"assert any(not name.startswith('PySide6') for name in read) is {any_read}, read"
    program = PROGRAM.replace("from . import nothing", check)
    done = subprocess.run([sys.executable, "-c", program, hook], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_wrong_import_fails_as_ever() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, "kept"], capture_output=True, text=True, check=False)
    assert "ImportError: attempted relative import with no known parent package" in done.stderr
