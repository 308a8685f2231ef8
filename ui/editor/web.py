"""The shut-in web page that Monaco runs in: what it may load, and that it never leaves.

Importing this module loads WebEngine (a second and more), so it is imported late and off the GUI thread; see `factory`.
"""

from __future__ import annotations

import importlib.util
import logging
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

_log = logging.getLogger(__name__)
_HERE = Path(__file__).parent
_CHANNEL_SCRIPT = QUrl("qrc:///qtwebchannel/qwebchannel.js")
#: What the page's own policy allows; the interceptor below is the stricter guard, this one covers what never reaches it.
_POLICY = (
    "default-src 'none'; script-src file: qrc: 'unsafe-inline'; style-src file: 'unsafe-inline'; "
    "font-src file: data:; img-src data:; connect-src ws://127.0.0.1:*; worker-src 'none'; form-action 'none'"
)


def monaco_folder() -> Path:
    """Where qtmonaco's wheel keeps the built editor; found without running any of its code.

    Raises:
        FileNotFoundError: If the package or its files are missing.
    """
    spec = importlib.util.find_spec("qtmonaco")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("qtmonaco is not installed")
    folder = Path(spec.submodule_search_locations[0]).resolve() / "js_build"
    if not (folder / "assets" / "monaco-core.js").is_file():
        raise FileNotFoundError(f"{folder} lacks assets/monaco-core.js")
    return folder


def page_html(folder: Path) -> str:
    """Our page around Monaco's built files.

    Args:
        folder: qtmonaco's ``js_build``.
    """
    template = (_HERE / "page.html").read_text(encoding="utf-8")
    bridge = (_HERE / "bridge.js").read_text(encoding="utf-8")
    base = QUrl.fromLocalFile(f"{folder}/").toString(QUrl.ComponentFormattingOption.FullyEncoded)
    return template.replace("{policy}", _POLICY).replace("{base}", base).replace("{bridge}", bridge)


class OwnFilesOnly(QWebEngineUrlRequestInterceptor):
    """Blocks every request of the page but for the editor's own files and its one web socket.

    Args:
        folder: The only folder that files may come from.
        parent: The Qt parent.
    """

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder.resolve()
        self._socket_address = ""

    def allow_socket(self, address: str) -> None:
        """Allow one web socket address (``127.0.0.1:port/path``); an empty text allows none."""
        self._socket_address = address

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block what `allows` refuses."""
        if not self.allows(info.requestUrl()):
            info.block(True)  # noqa: FBT003 - Qt's signature
            _log.warning("the editor's page asked for %s and was refused", info.requestUrl().toString()[:200])

    def allows(self, url: QUrl) -> bool:
        """Whether the page may load an address."""
        match url.scheme():
            case "data":
                return True
            case "qrc":
                return url.path().startswith(_CHANNEL_SCRIPT.path().rsplit("/", 1)[0] + "/")
            case "ws":
                address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded).removeprefix("ws://")
                return bool(self._socket_address) and address == self._socket_address
            case "file":
                return not url.host() and self._is_own_file(url)
            case _:
                return False

    def _is_own_file(self, url: QUrl) -> bool:
        try:
            path = Path(url.toLocalFile()).resolve()
        except (OSError, ValueError):
            return False
        return path.is_relative_to(self._folder)


class EditorPage(QWebEnginePage):
    """A page that opens no window, follows no link and tells its console only to the debug log.

    Args:
        profile: The profile, made by `make_profile`.
        parent: The Qt parent.
    """

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        settings = self.settings()
        attribute = QWebEngineSettings.WebAttribute
        for wanted in (attribute.JavascriptCanAccessClipboard, attribute.JavascriptCanPaste):
            settings.setAttribute(wanted, True)  # noqa: FBT003 - Qt's signature; copy and paste in Monaco's own menu
        for unwanted in (
            attribute.PluginsEnabled,
            attribute.PdfViewerEnabled,
            attribute.LocalStorageEnabled,
            attribute.HyperlinkAuditingEnabled,
            attribute.DnsPrefetchEnabled,
            attribute.JavascriptCanOpenWindows,
            attribute.NavigateOnDropEnabled,
            attribute.LocalContentCanAccessRemoteUrls,
            attribute.ErrorPageEnabled,
            attribute.FullScreenSupportEnabled,
        ):
            settings.setAttribute(unwanted, False)  # noqa: FBT003 - Qt's signature

    def acceptNavigationRequest(self, url: QUrl | str, type: QWebEnginePage.NavigationType, isMainFrame: bool) -> bool:  # noqa: A002, FBT001, N803 - Qt's names
        """Accept our own page, which comes as ``data:``, and nothing after it."""
        del type
        return isMainFrame and QUrl(url).scheme() == "data"

    def createWindow(self, type: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]  # noqa: A002
        """Refuse new windows."""
        del type
        return None

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        lineNumber: int,  # noqa: N803 - Qt's names
        sourceID: str,  # noqa: N803 - Qt's names
    ) -> None:
        """Pass the console to the debug log, cut short: it may hold the candidate's text."""
        _log.debug("page, %s, line %d of %s: %s", level.name, lineNumber, sourceID[-60:], message[:200])


def make_profile(folder: Path, parent: QObject) -> tuple[QWebEngineProfile, OwnFilesOnly]:
    """Make a profile that writes nothing to disk and lets the page load its own files alone.

    Args:
        folder: qtmonaco's ``js_build``.
        parent: The Qt parent; it must also outlive the page.
    """
    profile = QWebEngineProfile(parent)
    guard = OwnFilesOnly(folder, profile)
    profile.setUrlRequestInterceptor(guard)
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.setSpellCheckEnabled(False)
    profile.downloadRequested.connect(lambda request: request.cancel())
    return profile, guard
