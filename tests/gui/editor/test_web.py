"""Monaco's page reaches its own files and nothing else."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QHostAddress, QTcpServer

from tests.gui.editor.conftest import MonacoDriver
from ui.editor import web

OWN = Path("/opt/monaco/js_build")


def test_a_page_may_load_its_own_files_and_its_own_socket() -> None:
    guard = web.OwnFilesOnly(OWN)
    guard.allow_socket("127.0.0.1:4000/secret")
    for address in (
        f"file://{OWN}/assets/index.js",
        f"file://{OWN}/assets/codicon.ttf",
        "qrc:///qtwebchannel/qwebchannel.js",
        "data:text/html;charset=UTF-8,x",
        "ws://127.0.0.1:4000/secret",
    ):
        assert guard.allows(QUrl(address)), address


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:4000/",
        "https://127.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        f"file://{OWN}/../other/x.js",
        f"file://{OWN}/..%2f..%2fetc/passwd",
        f"file://{OWN}x/assets/index.js",
        f"file://server{OWN}/assets/index.js",
        "file:///",
        "qrc:///other/x.js",
        "ws://127.0.0.1:4001/secret",
        "ws://127.0.0.1:4000/secret2",
        "ws://127.0.0.1:4000/",
        "ws://127.0.0.2:4000/secret",
        "wss://127.0.0.1:4000/secret",
        "blob:null/1234",
        "about:blank",
        "javascript:1",
        "",
    ],
)
def test_everything_else_is_refused(address: str) -> None:
    guard = web.OwnFilesOnly(OWN)
    guard.allow_socket("127.0.0.1:4000/secret")
    assert not guard.allows(QUrl(address))


def test_no_socket_is_allowed_before_one_is_named() -> None:
    guard = web.OwnFilesOnly(OWN)
    assert not guard.allows(QUrl("ws://127.0.0.1:4000/"))
    assert not guard.allows(QUrl("ws://"))


def test_a_link_out_of_the_folder_is_followed_before_it_is_judged(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (own / "link").symlink_to(tmp_path / "secret")
    assert not web.OwnFilesOnly(own).allows(QUrl.fromLocalFile(str(own / "link")))


def test_a_missing_editor_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(web.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(FileNotFoundError, match="qtmonaco is not installed"):
        web.monaco_folder()


@pytest.fixture
def listener() -> Iterator[QTcpServer]:
    """A server on this machine that the page must never reach."""
    server = QTcpServer()
    assert server.listen(QHostAddress(QHostAddress.SpecialAddress.LocalHost), 0)
    yield server
    server.close()


@pytest.mark.expects_log
def test_the_real_page_gets_nowhere(
    new_monaco: Callable[..., MonacoDriver], listener: QTcpServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    driver = new_monaco()
    port = listener.serverPort()
    outside = tmp_path / "outside.js"
    outside.write_text("globalThis.outside = true; if (!globalThis.document) postMessage('ran');", encoding="utf-8")
    attempts = {
        "fetch": f"await fetch('http://127.0.0.1:{port}/')",
        "beacon": f"if (!navigator.sendBeacon('http://127.0.0.1:{port}/', 'x')) throw new Error('refused'); throw new Error('queued')",
        "file": f"await fetch({outside.as_uri()!r})",
        "module": f"await import({outside.as_uri()!r})",
        "socket": f"await new Promise((y, n) => {{ const s = new WebSocket('ws://127.0.0.1:{port}/'); s.onopen = y; s.onerror = n; }})",
        "image": f"await new Promise((y, n) => {{ const i = new Image(); i.onload = y; i.onerror = n; i.src = 'http://127.0.0.1:{port}/'; }})",
        "frame": f"await new Promise((y, n) => {{ const f = document.createElement('iframe'); f.onload = () => n(); f.src = 'http://127.0.0.1:{port}/'; document.body.append(f); }})",
        "worker": f"await new Promise((y, n) => {{ const w = new Worker({outside.as_uri()!r}); w.onmessage = y; w.onerror = n; }})",
        "window": f"if (window.open('http://127.0.0.1:{port}/')) return; throw new Error('refused')",
    }
    for name, attempt in attempts.items():
        driver.ask(
            "window.outcome = null; Promise.race(["
            f"(async () => {{ {attempt}; }})(), new Promise((_, no) => setTimeout(no, 1000))])"
            ".then(() => { window.outcome = 'done'; }, () => { window.outcome = 'refused'; }); 0"
        )
        driver.wait(lambda: driver.ask("window.outcome !== null"))
        assert driver.ask("window.outcome") == "refused", name
    for elsewhere in (f"http://127.0.0.1:{port}/", outside.as_uri()):
        driver.ask(f"location.href = {json.dumps(elsewhere)}; 0")
        driver.qtbot.wait(50)
    driver.editor.focus()
    driver.wait(lambda: bool(driver.ask("window.qtmonaco.editor.hasTextFocus()")))
    driver.type("x")
    driver.settle()
    assert driver.editor.text() == "x"
    assert not driver.ask("window.outside === true")
    assert not listener.hasPendingConnections()
    assert any(record.levelno == logging.WARNING and "refused" in record.getMessage() for record in caplog.records)


def test_the_real_page_runs_without_any_refused_request(
    new_monaco: Callable[..., MonacoDriver], caplog: pytest.LogCaptureFixture
) -> None:
    driver = new_monaco()
    driver.editor.set_text("x = 1\n")
    driver.editor.show_find("x")  # the icons' font comes now
    driver.wait(driver.find_is_open)
    driver.settle()
    assert not [record for record in caplog.records if "refused" in record.getMessage()]


def test_the_page_keeps_nothing_on_disk(new_monaco: Callable[..., MonacoDriver]) -> None:
    profile = new_monaco().editor._page.profile()  # type: ignore[attr-defined]
    assert profile.isOffTheRecord()
