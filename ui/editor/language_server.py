"""Completion and hover for Monaco: a language server as a child process, bridged to the editor's page and to nothing else.

The child speaks on its standard streams and opens no port. The page's client can only speak over a web socket, so a bridge
listens on 127.0.0.1, on a random port, until the first client that knows the random path has come; then it stops listening.
The candidate's text goes to that child alone, which reads it and never runs it.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import sys
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTemporaryDir, Signal
from PySide6.QtNetwork import QHostAddress
from PySide6.QtWebSockets import QWebSocket, QWebSocketCorsAuthenticator, QWebSocketProtocol, QWebSocketServer

_log = logging.getLogger(__name__)

MAX_MESSAGE_BYTES: Final = 4 * 1024 * 1024
_STOP_MS: Final = 1_000
_MOST_WAITING: Final = 64
#: What the page may ask for: reading, never formatting, renaming, commands or anything that writes.
_ALLOWED_METHODS: Final = frozenset(
    {
        "initialize",
        "initialized",
        "shutdown",
        "exit",
        "$/cancelRequest",
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/completion",
        "completionItem/resolve",
        "textDocument/hover",
        "textDocument/signatureHelp",
    }
)
_WANTED_PLUGINS: Final = frozenset({"jedi_completion", "jedi_hover", "jedi_signature_help"})
_UNWANTED_PLUGINS: Final = (
    "autopep8", "flake8", "folding", "jedi_definition", "jedi_highlight", "jedi_references", "jedi_rename", "jedi_symbols",
    "jedi_type_definition", "mccabe", "preload", "pycodestyle", "pydocstyle", "pyflakes", "pylint", "rope_autoimport",
    "rope_completion", "yapf",
)  # fmt: skip
_METHOD_NOT_FOUND: Final = -32601


def server_settings() -> dict[str, Any]:
    """The language server's settings: jedi's reading plugins on, all that lint, write, import or run off."""
    plugins: dict[str, Any] = {name: {"enabled": False} for name in _UNWANTED_PLUGINS}
    plugins.update({name: {"enabled": True} for name in _WANTED_PLUGINS})
    plugins["jedi_completion"].update({"include_params": False, "eager": False, "cache_for": []})
    return {"pylsp": {"plugins": plugins}}


class StdioFrames:
    """Cuts a language server's output into messages (``Content-Length`` header, empty line, body)."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes as they come.

        Returns:
            The bodies of all messages that are now whole.

        Raises:
            ValueError: If the stream is not in this format, or a message is longer than `MAX_MESSAGE_BYTES`.
        """
        self._buffer += data
        bodies = []
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            length = _content_length(bytes(self._buffer[:end]))
            start = end + 4
            if len(self._buffer) < start + length:
                break
            bodies.append(bytes(self._buffer[start : start + length]))
            del self._buffer[: start + length]
        if len(self._buffer) > 2 * MAX_MESSAGE_BYTES:
            raise ValueError("the language server's output has no message's end")
        return bodies


def _content_length(header: bytes) -> int:
    for line in header.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
            if length <= MAX_MESSAGE_BYTES:
                return length
    raise ValueError("the language server's output has no usable Content-Length")


def framed(body: bytes) -> bytes:
    """Put the header that the protocol wants before a message."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


class OneClientSocket(QObject):
    """A web socket on this machine alone, for the one client that knows its secret path.

    Signals:
        received: A text message from the client.
        client_gone: The client has left; nobody can come after it.

    Args:
        token: The secret path; random and hard to guess.
        parent: The Qt parent.
    """

    received = Signal(str)
    client_gone = Signal()

    def __init__(self, token: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self._client: QWebSocket | None = None
        self._server = QWebSocketServer("mockint editor", QWebSocketServer.SslMode.NonSecureMode, self)
        self._server.setMaxPendingConnections(4)
        self._server.originAuthenticationRequired.connect(_judge_origin)
        self._server.newConnection.connect(self._on_connection)

    def listen(self) -> str | None:
        """Start to listen on 127.0.0.1.

        Returns:
            The address, ``127.0.0.1:port/token``, or None if the system gives no port.
        """
        if not self._server.listen(QHostAddress(QHostAddress.SpecialAddress.LocalHost), 0):
            return None
        return f"127.0.0.1:{self._server.serverPort()}/{self._token}"

    def is_listening(self) -> bool:
        """Whether a client may still come."""
        return self._server.isListening()

    def send(self, message: str) -> None:
        """Send a text message to the client, if it is there."""
        if self._client is not None:
            self._client.sendTextMessage(message)

    def close(self) -> None:
        """Stop listening and let the client go."""
        self._server.close()
        client, self._client = self._client, None
        if client is not None:
            client.abort()
            client.deleteLater()

    def _on_connection(self) -> None:
        while (client := self._server.nextPendingConnection()) is not None:
            if self._client is not None or not self._knows_path(client):
                client.close(QWebSocketProtocol.CloseCode.CloseCodePolicyViolated, "refused")
                client.disconnected.connect(client.deleteLater)
                _log.warning("refused a client of the editor's language server")
                continue
            self._client = client
            client.setMaxAllowedIncomingMessageSize(MAX_MESSAGE_BYTES)
            client.textMessageReceived.connect(self.received)
            client.disconnected.connect(self._on_disconnected)
            self._server.close()

    def _knows_path(self, client: QWebSocket) -> bool:
        path = client.requestUrl().path().encode("utf-8", "replace")
        return client.peerAddress().isLoopback() and hmac.compare_digest(path, b"/" + self._token.encode("ascii"))

    def _on_disconnected(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.deleteLater()
            self.client_gone.emit()


def _judge_origin(authenticator: QWebSocketCorsAuthenticator) -> None:
    # Our page has no origin ('null'), other programs on this machine send what they like: the secret path is the guard
    # against those, this check is the one against web pages in a browser, which cannot lie about it.
    authenticator.setAllowed(authenticator.origin() in {"", "null"})


class LanguageServer(QObject):
    """The child process and its bridge; its end, for whatever reason, harms nobody.

    The bridge opens first, while the editor is still kept warm, so that its port is closed again long before a round. The
    child, with its 80 MB, is started when the editor is used; what the page says before is kept for it.

    Signals:
        ended: It is over and will not come back; the editor goes on without completion.

    Args:
        token: A random, hard to guess text for the path (``secrets.token_urlsafe``).
        parent: The editor; it calls `stop` before it goes.
        command: The child's command line; by default `pylsp` of this program's own interpreter.
    """

    ended = Signal()

    def __init__(self, token: str, parent: QObject | None = None, command: tuple[str, ...] | None = None) -> None:
        super().__init__(parent)
        self._command = command or (sys.executable, "-I", "-B", "-X", "utf8", "-m", "pylsp")
        self._frames = StdioFrames()
        self._is_over = False
        self._folder = QTemporaryDir()
        self._socket = OneClientSocket(token, self)
        self._socket.received.connect(self._to_child)
        self._socket.client_gone.connect(self.stop)
        self._process = QProcess(self)
        self._process.setProcessEnvironment(_environment(self._folder.path()))
        self._process.setWorkingDirectory(self._folder.path())
        if hasattr(self._process, "setUnixProcessParameters"):
            # A plain fork of a process with WebEngine in it holds the window for 0.1 s.
            flags = QProcess.UnixProcessFlag
            self._process.setUnixProcessParameters(flags.UseVFork | flags.CloseFileDescriptors)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._from_child)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)
        self._process.started.connect(self._on_started)
        self._waiting: list[bytes] = []
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def open(self) -> str | None:
        """Open the bridge.

        Returns:
            The address for the page, ``127.0.0.1:port/token``; None (and `ended`) if the system gives no port.
        """
        address = self._socket.listen()
        if address is None:
            self._end("no port on 127.0.0.1 was free")
        return address

    def start(self) -> None:
        """Start the child, once; `ended` follows if that fails."""
        if not self._is_over and self._process.state() == QProcess.ProcessState.NotRunning:
            self._process.start(self._command[0], list(self._command[1:]))

    def stop(self) -> None:
        """End the child and the bridge. Calling it twice is fine."""
        if not self._is_over:
            self._end("")

    def process_id(self) -> int:
        """The child's process id, 0 when there is none."""
        return int(self._process.processId())

    def socket(self) -> OneClientSocket:
        """The bridge's socket."""
        return self._socket

    def _on_started(self) -> None:
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self._process.write(message)

    def _to_child(self, message: str) -> None:
        checked = check_request(message)
        if checked.answer is not None:
            self._socket.send(checked.answer)
        if checked.forward is not None:
            if self._process.state() == QProcess.ProcessState.Running:
                self._process.write(framed(checked.forward))
            elif len(self._waiting) < _MOST_WAITING:
                self._waiting.append(framed(checked.forward))

    def _from_child(self) -> None:
        try:
            bodies = self._frames.feed(bytes(self._process.readAllStandardOutput().data()))
        except ValueError as fault:
            self._end(str(fault))
            return
        for body in bodies:
            self._socket.send(body.decode("utf-8", "replace"))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end("it could not be started")

    def _on_finished(self, exit_code: int) -> None:
        self._end(f"it ended with exit code {exit_code}")

    def _end(self, reason: str) -> None:
        if self._is_over:
            return
        self._is_over = True
        if reason:
            _log.warning("The editor goes on without completion: the language server is gone (%s).", reason)
        self._socket.close()
        if self._process.state() != QProcess.ProcessState.NotRunning:
            # It holds nothing worth keeping, and a killed child is reaped within milliseconds.
            self._process.kill()
            self._process.waitForFinished(_STOP_MS)
        self.ended.emit()


class Checked(NamedTuple):
    """What to do with a message of the page's client.

    Attributes:
        forward: The message for the language server, None to keep it from it.
        answer: A message back to the client, None for none.
    """

    forward: bytes | None
    answer: str | None


def check_request(message: str) -> Checked:
    """Let through what reads, refuse the rest, and put our settings into the first request.

    Args:
        message: A JSON-RPC message as the page's client wrote it.
    """
    try:
        content = json.loads(message)
    except ValueError:
        return Checked(None, None)
    if not isinstance(content, dict):
        return Checked(None, None)
    method = content.get("method")
    if method is not None and method not in _ALLOWED_METHODS:
        if "id" not in content:
            return Checked(None, None)
        error = {"code": _METHOD_NOT_FOUND, "message": "not allowed here"}
        return Checked(None, json.dumps({"jsonrpc": "2.0", "id": content["id"], "error": error}))
    if method == "initialize" and isinstance(content.get("params"), dict):
        content["params"]["initializationOptions"] = server_settings()
        content["params"]["rootUri"] = None
    return Checked(json.dumps(content).encode("ascii"), None)


def _environment(folder: str) -> QProcessEnvironment:
    """Nothing of the user's environment but what a Python needs to start; every path it may write leads to `folder`."""
    own = QProcessEnvironment.systemEnvironment()
    environment = QProcessEnvironment()
    for name in ("SYSTEMROOT", "LD_LIBRARY_PATH"):
        if own.contains(name):
            environment.insert(name, own.value(name))
    for name in (
        "HOME",
        "USERPROFILE",
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "APPDATA",
        "LOCALAPPDATA",
        "TMPDIR",
        "TEMP",
        "TMP",
    ):
        environment.insert(name, folder)
    environment.insert("LC_ALL", "C.UTF-8")
    environment.insert("PATH", os.defpath)
    return environment
