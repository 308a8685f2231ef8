"""The language server's bridge takes one client that knows the path, and its end harms nobody."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtNetwork import QNetworkRequest
from PySide6.QtWebSockets import QWebSocket
from pytestqt.qtbot import QtBot

from tests.gui.editor.conftest import MonacoDriver, end
from ui.editor import language_server
from ui.editor.language_server import LanguageServer, OneClientSocket, StdioFrames, check_request, framed

TOKEN = "a-secret-path-that-nobody-guesses"
ECHO = "import sys\nfor line in iter(lambda: sys.stdin.buffer.read1(65536), b''): sys.stdout.buffer.write(line); sys.stdout.buffer.flush()"


class Client:
    """A program that tries to connect."""

    def __init__(self, address: str, origin: str = "") -> None:
        self.socket = QWebSocket(origin)
        self.messages: list[str] = []
        self.ended: list[bool] = []
        self.opened: list[bool] = []
        self.socket.textMessageReceived.connect(self.messages.append)
        self.socket.disconnected.connect(lambda: self.ended.append(True))
        self.socket.errorOccurred.connect(lambda _: self.ended.append(True))
        self.socket.connected.connect(lambda: self.opened.append(True))
        self.socket.open(QNetworkRequest(QUrl(f"ws://{address}")))


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[tuple[OneClientSocket, str]]:
    server = OneClientSocket(TOKEN)
    address = server.listen()
    assert address is not None
    yield server, address
    server.close()


@pytest.mark.expects_log
@pytest.mark.parametrize(
    "path", ["", "/", "/wrong", f"/{TOKEN}x", f"/{TOKEN[:-1]}", f"/x/{TOKEN}", f"/?{TOKEN}", "/\u00e9"]
)
def test_a_client_without_the_token_is_refused(qtbot: QtBot, bridge: tuple[OneClientSocket, str], path: str) -> None:
    server, address = bridge
    received: list[str] = []
    server.received.connect(received.append)
    client = Client(address.partition("/")[0] + path)
    client.socket.connected.connect(lambda: client.socket.sendTextMessage("let me in"))
    qtbot.waitUntil(lambda: bool(client.ended))
    server.send("for the right one only")
    assert received == client.messages == []
    assert server.is_listening()


@pytest.mark.parametrize("origin", ["http://127.0.0.1", "https://pages.invalid", "http://null", "file://"])
def test_a_web_page_is_refused_by_its_origin_though_it_knows_the_token(
    qtbot: QtBot, bridge: tuple[OneClientSocket, str], origin: str
) -> None:
    server, address = bridge
    client = Client(address, origin)
    qtbot.waitUntil(lambda: bool(client.ended))
    assert not client.opened
    assert server.is_listening()


@pytest.mark.parametrize("origin", ["", "null"])
def test_the_one_client_is_taken_and_nobody_after_it(
    qtbot: QtBot, bridge: tuple[OneClientSocket, str], origin: str
) -> None:
    server, address = bridge
    received: list[str] = []
    server.received.connect(received.append)
    first = Client(address, origin)
    qtbot.waitUntil(lambda: not server.is_listening())
    second = Client(address, origin)
    qtbot.waitUntil(lambda: bool(second.ended))
    assert not second.opened
    first.socket.sendTextMessage("hello")
    server.send("good day")
    qtbot.waitUntil(lambda: bool(received and first.messages))
    assert (received, first.messages) == (["hello"], ["good day"])


@pytest.mark.expects_log
def test_of_two_clients_at_once_one_is_taken(qtbot: QtBot, bridge: tuple[OneClientSocket, str]) -> None:
    server, address = bridge
    clients = [Client(address), Client(address)]
    qtbot.waitUntil(lambda: any(client.ended for client in clients))
    server.send("for one")
    qtbot.waitUntil(lambda: any(client.messages for client in clients))
    assert sorted(len(client.messages) for client in clients) == [0, 1]


def test_the_bridge_listens_on_no_other_address(bridge: tuple[OneClientSocket, str]) -> None:
    _, address = bridge
    port = int(address.partition(":")[2].partition("/")[0])
    listening = {c.laddr.ip for c in psutil.Process().net_connections("tcp") if c.laddr.port == port}
    assert listening == {"127.0.0.1"}
    for host in _other_addresses():
        with socket.socket(socket.AF_INET) as other:
            other.settimeout(2)
            assert other.connect_ex((host, port)) != 0, host


def _other_addresses() -> list[str]:
    """Every address of this machine but the one that the bridge listens on; 127.0.0.2 is one on Linux."""
    others = ["127.0.0.2"] if sys.platform == "linux" else []
    for addresses in psutil.net_if_addrs().values():
        others += [a.address for a in addresses if a.family == socket.AF_INET and not a.address.startswith("127.")]
    return others


def test_frames_are_cut_wherever_the_stream_breaks() -> None:
    stream = framed(b'{"a":1}') + framed(b"") + b"content-length: 2\r\nContent-Type: x\r\n\r\nok"
    frames = StdioFrames()
    assert [body for index in range(len(stream)) for body in frames.feed(stream[index : index + 1])] == [
        b'{"a":1}',
        b"",
        b"ok",
    ]
    assert StdioFrames().feed(stream) == [b'{"a":1}', b"", b"ok"]


@pytest.mark.parametrize(
    "stream",
    [b"Hello\r\n\r\n", b"Content-Length: -1\r\n\r\n", b"Content-Length: 99999999\r\n\r\n", b"x" * (9 * 1024 * 1024)],
)
def test_a_stream_in_another_format_is_refused(stream: bytes) -> None:
    with pytest.raises(ValueError, match="language server's output"):
        StdioFrames().feed(stream)


def test_only_reading_requests_pass() -> None:
    reading = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "textDocument/completion", "params": {}})
    assert json.loads(check_request(reading).forward or b"") == json.loads(reading)
    for method in (
        "workspace/executeCommand",
        "textDocument/rename",
        "textDocument/formatting",
        "workspace/didChangeConfiguration",
    ):
        checked = check_request(json.dumps({"jsonrpc": "2.0", "id": 2, "method": method}))
        assert checked.forward is None
        assert json.loads(checked.answer or "")["error"]["code"] == -32601
        assert check_request(json.dumps({"jsonrpc": "2.0", "method": method})) == (None, None)
    for rubbish in ("", "{", "[]", "3"):
        assert check_request(rubbish) == (None, None)


def test_the_first_request_carries_our_settings_and_no_folder() -> None:
    asked = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"rootUri": "file:///home"}}
    sent = json.loads(check_request(json.dumps(asked)).forward or b"")["params"]
    plugins = sent["initializationOptions"]["pylsp"]["plugins"]
    assert sent["rootUri"] is None
    assert sorted(name for name, plugin in plugins.items() if plugin["enabled"]) == [
        "jedi_completion",
        "jedi_hover",
        "jedi_signature_help",
    ]


def test_every_plugin_of_the_installed_server_is_judged() -> None:
    from importlib.metadata import entry_points

    judged = set(language_server.server_settings()["pylsp"]["plugins"])
    assert {entry.name for entry in entry_points(group="pylsp")} <= judged


def test_the_child_sees_nothing_of_the_users_environment(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET_KEY", "x")
    environment = language_server._environment("/scratch")
    assert not environment.contains("A_SECRET_KEY")
    assert environment.value("HOME") == environment.value("TMPDIR") == "/scratch"


def test_messages_before_the_child_is_there_are_kept_for_it(qtbot: QtBot) -> None:
    server = LanguageServer(TOKEN, command=(sys.executable, "-I", "-S", "-c", ECHO))
    address = server.open()
    assert address is not None
    client = Client(address)
    qtbot.waitUntil(lambda: bool(client.opened))
    message = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"text": "é😀"}})
    client.socket.sendTextMessage(message)
    qtbot.wait(20)
    server.start()
    qtbot.waitUntil(lambda: bool(client.messages))
    assert json.loads(client.messages[0]) == json.loads(message)
    pid = server.process_id()
    with qtbot.waitSignal(server.ended):
        client.socket.close()
    assert not psutil.pid_exists(pid)


@pytest.mark.expects_log
@pytest.mark.parametrize(
    "command",
    [
        (sys.executable, "-I", "-S", "-c", "raise SystemExit(3)"),
        (sys.executable, "-I", "-S", "-c", "print('no protocol' * 10 + '\\r\\n\\r\\n', flush=True); input()"),
        ("/nowhere/python",),
    ],
)
def test_a_server_that_breaks_ends_with_one_line_in_the_log(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, command: tuple[str, ...]
) -> None:
    server = LanguageServer(TOKEN, command=command)
    server.open()
    with qtbot.waitSignal(server.ended, timeout=5_000):
        server.start()
    server.stop()
    server.start()
    assert [r.getMessage()[:40] for r in caplog.records if r.name.startswith("ui")] == [
        "The editor goes on without completion: t"
    ]
    assert not server.socket().is_listening()
    assert server.process_id() == 0


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks into /proc")
def test_the_child_ends_when_this_program_is_killed(qtbot: QtBot) -> None:
    """The real server ends when its input does, which is what a killed parent leaves."""
    import subprocess

    folder = os.fspath(Path.cwd())
    with subprocess.Popen(
        [sys.executable, "-I", "-m", "pylsp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    ) as child:
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(timeout=30) is not None


def suggestions(driver: MonacoDriver) -> str:
    return str(
        driver.ask(
            "[...document.querySelectorAll('.suggest-widget.visible .monaco-list-row')].map(r => r.ariaLabel).join('|')"
        )
    )


@pytest.mark.slow
def test_the_real_page_completes_from_the_real_server_and_goes_on_without_it(
    new_monaco: Callable[..., MonacoDriver], request: pytest.FixtureRequest
) -> None:
    request.node.add_marker(pytest.mark.expects_log)
    driver = new_monaco(TOKEN)
    server = driver.editor.language_server()  # type: ignore[attr-defined]
    assert server is not None
    driver.qtbot.waitUntil(lambda: server.process_id() > 0, timeout=10_000)
    assert not server.socket().is_listening()
    child = psutil.Process(server.process_id())
    assert "A_SECRET" not in child.environ()
    driver.type("import math; math.sq")

    driver.qtbot.waitUntil(lambda: "sqrt" in suggestions(driver), timeout=60_000)
    assert not [c for c in child.net_connections("inet") if c.status == psutil.CONN_LISTEN]
    family = [child, *child.children(recursive=True)]
    child.kill()
    driver.qtbot.waitSignal(server.ended, timeout=5_000).wait()
    driver.press(Qt.Key.Key_Escape)
    driver.type("r")
    driver.settle()
    assert driver.editor.text().endswith("math.sqr")
    psutil.wait_procs(family, timeout=10)
    assert not any(process.is_running() for process in family)


@pytest.mark.slow
def test_the_server_ends_with_its_editor(qtbot: QtBot, new_monaco: Callable[..., MonacoDriver]) -> None:
    driver = new_monaco(TOKEN)
    server = driver.editor.language_server()  # type: ignore[attr-defined]
    driver.qtbot.waitUntil(lambda: server.process_id() > 0, timeout=10_000)
    child = psutil.Process(server.process_id())
    end(driver.editor)
    assert not child.is_running()
