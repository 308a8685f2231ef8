"""What the built editor in qtmonaco's wheel must still be like; an update that changes it fails here and not in a round."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

from tests.gui.editor.conftest import MonacoDriver
from ui.editor.web import monaco_folder

OUR_NAMES = ("setModelMarkers", "getModelMarkers", "getEditors", "defineTheme", "setTheme")


def test_the_files_that_our_page_names_are_there() -> None:
    for name in ("monaco-core.js", "monaco-core.css", "index.js", "index.css", "codicon.ttf"):
        assert (monaco_folder() / "assets" / name).is_file(), name


def test_its_script_still_speaks_to_a_connector() -> None:
    script = (monaco_folder() / "assets" / "index.js").read_text(encoding="utf-8")
    for word in (
        "QWebChannel",
        "objects.connector",
        "javascript_data_sent.connect",
        "bridge_initialized",
        '"lsp_url"',
        '"ws://"+',
    ):
        assert word in script, word
    assert 'getElementById("container")' in script


def test_one_export_can_do_what_the_bridge_needs(new_monaco: Callable[..., MonacoDriver]) -> None:
    driver = new_monaco()
    driver.ask(
        "window.found = null; import(new URL('assets/monaco-core.js', document.baseURI)).then(core => {"
        f"  const names = {json.dumps(OUR_NAMES)};"
        "  window.found = Object.values(core).filter(v => v && names.every(n => typeof v[n] === 'function')).length;"
        "}); 0"
    )
    driver.wait(lambda: driver.ask("window.found !== null"))
    assert driver.ask("window.found") == 1


def test_the_editor_has_the_actions_and_parts_that_the_bridge_uses(new_monaco: Callable[..., MonacoDriver]) -> None:
    driver = new_monaco()
    parts = (
        "const e = window.qtmonaco.editor, f = e.getContribution('editor.contrib.findController');"
        "[e.getAction('actions.find').run, f.setSearchString, f.moveToNextMatch, f.moveToPrevMatch, e.getModel().setEOL,"
        " e.getModel().getOffsetAt, e.revealPositionInCenterIfOutsideViewport].every(x => typeof x === 'function')"
    )
    assert driver.ask(f"(() => {{ {parts.replace('[e.getAction', 'return [e.getAction')}; }})()") is True


def test_none_of_its_python_runs_and_no_signal_is_taken_over() -> None:
    program = """
import signal, sys
before = [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)]
from ui.editor.factory import load_monaco, prepare_application
prepare_application()
from PySide6.QtWidgets import QApplication
app = QApplication([])
assert load_monaco() is None
from ui.editor.monaco import MonacoEditor
editor = MonacoEditor(None, "token")
editor.became_ready.connect(app.quit)
app.exec()
assert editor.is_ready()
after = [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)]
print(before == after, [m for m in sys.modules if m.startswith(("qtmonaco", "qtpy", "pylsp"))])
editor.dispose()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=90, check=False, env={**os.environ}
    )
    assert done.stdout.strip() == "True []", done.stderr[-2000:]
    assert "Traceback" not in done.stderr
