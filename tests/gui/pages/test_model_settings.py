"""Models in Settings, as a user: keys, the connection, the grader's check and the list of calls, over the real services."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from mockint.app import grader_check
from mockint.domain.calls import ModelCall, Usage
from mockint.gateway.fake import FakeServer, running
from mockint.gateway.script import Entry, Script
from mockint.settings.secrets import Secrets
from tests.gui.conftest import named
from tests.gui.rounds.conftest import Sit, User, clock, sit_down, texts, user  # noqa: F401 - fixtures
from ui.models import calls as columns
from ui.pages.model_calls import PAGE_SIZE, ModelCallsView
from ui.pages.settings import SettingsPage
from ui.widgets.setting_controls import NameControl

pytestmark = pytest.mark.slow
KEY = "sk-ant-a-key-that-nobody-may-see-1234567890"


class MemoryKeyring:
    """A keyring that forgets everything at the end, and can be locked."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service_name: str, username: str, /) -> str | None:
        self._open()
        return self.kept.get((service_name, username))

    def set_password(self, service_name: str, username: str, password: str, /) -> None:
        self._open()
        self.kept[service_name, username] = password

    def delete_password(self, service_name: str, username: str, /) -> None:
        self._open()
        del self.kept[service_name, username]

    def _open(self) -> None:
        if self.locked:
            raise RuntimeError("the keyring is locked")


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def environ() -> dict[str, str]:
    return {}


@pytest.fixture
def page(user: User, keyring: MemoryKeyring, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> SettingsPage:  # noqa: F811
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "ANTHROPIC_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    user.services._secrets = Secrets(environ, lambda: keyring)
    return opened(user)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with running() as found:
        yield found


def opened(user: User) -> SettingsPage:  # noqa: F811
    user.running.window.go_to("settings")
    found = user.running.window.page("settings")
    assert isinstance(found, SettingsPage)
    user.wait(lambda: user.running.idle() and found.models.keys and "model" in found.controls)
    return found


def use(user: User, page: SettingsPage, server: FakeServer, keyring: MemoryKeyring) -> None:  # noqa: F811
    """Set up the fake server as the grader, as a user does."""
    keyring.kept["mockint", "ANTHROPIC_API_KEY"] = server.token
    QTest.mouseClick(named(page, "Grader: Claude"), Qt.MouseButton.LeftButton)
    line = page.controls["base_url"]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    user.type(server.url)
    user.press("Return")
    user.wait(lambda: user.running.idle() and server.url.removeprefix("http://") in texts(page.models.connection))


def test_a_key_is_kept_in_the_keyring_and_removed_again(
    user: User,  # noqa: F811
    page: SettingsPage,
    keyring: MemoryKeyring,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    panel = page.models.keys["ANTHROPIC_API_KEY"]
    assert panel.words.text().startswith("No key.")
    assert not panel.keep.isEnabled()
    panel.line.setFocus()
    user.type(KEY)
    assert panel.line.displayText() != KEY
    user.press("Return")
    assert panel.line.text() == ""
    user.wait(lambda: panel.words.text() == "Kept in the system's keyring.")
    assert keyring.kept == {("mockint", "ANTHROPIC_API_KEY"): KEY}
    assert KEY not in texts(page)
    QTest.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    user.wait(lambda: panel.words.text().startswith("No key."))
    assert keyring.kept == {}
    assert panel.line.isVisible()
    assert KEY not in caplog.text
    kept = [path for path in user.services.home.root.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if KEY.encode() in path.read_bytes()]


def test_without_a_keyring_a_key_is_held_for_this_session_and_that_is_said(
    user: User,  # noqa: F811
    page: SettingsPage,
    keyring: MemoryKeyring,
) -> None:
    keyring.locked = True
    panel = page.models.keys["OPENAI_API_KEY"]
    panel.line.setFocus()
    user.type(KEY)
    QTest.mouseClick(panel.keep, Qt.MouseButton.LeftButton)
    user.wait(lambda: "session only" in panel.words.text())
    assert "keyring cannot be used (RuntimeError)" in panel.words.text()
    assert KEY not in texts(page)
    page.reload()
    user.wait(lambda: user.running.idle())
    assert "session only" in panel.words.text()


def test_a_key_of_the_environment_wins_and_cannot_be_changed_here(
    user: User,  # noqa: F811
    page: SettingsPage,
    environ: dict[str, str],
) -> None:
    environ["ANTHROPIC_API_KEY"] = KEY
    page.reload()
    panel = page.models.keys["ANTHROPIC_API_KEY"]
    user.wait(lambda: "From the environment (ANTHROPIC_API_KEY)" in panel.words.text())
    assert panel.line.isHidden()
    assert panel.remove.isHidden()
    assert KEY not in texts(page)


def test_the_connection_is_tested_and_the_names_are_offered(
    user: User,  # noqa: F811
    page: SettingsPage,
    server: FakeServer,
    keyring: MemoryKeyring,
) -> None:
    use(user, page, server, keyring)
    user.click("Test connection")
    user.wait(lambda: user.running.idle())
    found = page.models.connection.results()
    assert list(found) == ["reachable", "key", "model", "streaming", "structured output", "counting"]
    assert {state for state, _ in found.values()} == {"\N{CHECK MARK} ok"}
    box = page.controls["model"]
    assert isinstance(box, NameControl)
    assert "fake-1" in [box.itemText(row) for row in range(box.count())]
    box.setFocus()
    line = box.lineEdit()
    assert line is not None
    line.selectAll()
    user.type("a-name-of-my-own")
    user.press("Return")
    user.wait(lambda: user.services.settings.load().settings.model == "a-name-of-my-own")


def test_a_refused_key_is_told_in_words(
    user: User,  # noqa: F811
    page: SettingsPage,
    server: FakeServer,
    keyring: MemoryKeyring,
) -> None:
    use(user, page, server, keyring)
    keyring.kept["mockint", "ANTHROPIC_API_KEY"] = KEY
    user.click("Test connection")
    user.wait(lambda: user.running.idle())
    found = page.models.connection.results()
    assert found["reachable"][0] == "\N{CHECK MARK} ok"
    assert found["key"][0] == "\N{BALLOT X} no"
    assert found["structured output"] == ("? unknown", "Not tried, since no reply came.")
    assert KEY not in texts(page)


def test_a_test_that_hangs_can_be_cancelled(user: User, page: SettingsPage, keyring: MemoryKeyring) -> None:  # noqa: F811
    with running(Script(entries=(Entry(do="stall", seconds=20, after=-1, times=0),))) as server:
        use(user, page, server, keyring)
        user.click("Test connection")
        user.click("Cancel")
        user.wait(lambda: page.models.connection.test.isEnabled())
        assert page.models.connection.results()["counting"][0] == "? unknown"
        assert not page.models.connection.busy.isVisible()


def test_the_offline_grader_is_checked_at_once(
    user: User,  # noqa: F811
    page: SettingsPage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def check(*_: object, **__: object) -> dict[str, object]:
        attacks = {"tried": 40, "resisted": 40}
        return {"grader": "offline", "model": "", "prompt_version": "", "n": 48, "qwk": 0.46, "within_one": 0.88,
                "leniency": -0.14, "attacks": attacks, "retest": {"same": 1.0}}  # fmt: skip

    assert "was not checked on this machine yet" in page.models.check.words.text()
    monkeypatch.setattr(grader_check, "check_grader", check)
    user.click("Check the grader")
    user.wait(lambda: "0.46" in page.models.check.words.text())
    assert "within one level 88 %" in page.models.check.words.text()
    assert "40 of 40 attacks resisted" in page.models.check.words.text()
    assert page.models.check.changed.isHidden()


def test_a_model_is_checked_after_its_price_was_told_and_a_change_is_seen(
    user: User,  # noqa: F811
    page: SettingsPage,
    server: FakeServer,
    keyring: MemoryKeyring,
) -> None:
    use(user, page, server, keyring)
    kept = {"grader": "messages", "model": "an-older-model", "prompt_version": "grading-1", "n": 3, "attacks": {}}
    grader_check.keep_result(user.services.home, kept, user.services.clock.now().wall)
    page.reload()
    user.wait(lambda: "an-older-model" in page.models.check.changed.text())
    user.click("Check the grader")
    user.wait(lambda: page.models.check.go.isVisible())
    assert "gradings by" in page.models.check.price.text()
    assert page.models.check.go.hasFocus()
    before = len(server.asks)
    user.click("Not now")
    assert page.models.check.run.isEnabled()
    assert len(server.asks) == before
    user.click("Check the grader")
    user.wait(lambda: page.models.check.go.isVisible())
    user.click("Run it")
    user.wait(lambda: len(server.asks) > before)
    user.click("Cancel")
    user.wait(lambda: page.models.check.run.isEnabled())
    assert "an-older-model" in page.models.check.words.text()


def many(count: int, user: User) -> list[ModelCall]:  # noqa: F811
    now = user.services.clock.now().wall
    usage = Usage(input_tokens=2_000, cache_read=4_000, cache_creation=100, output_tokens=700)
    return [
        ModelCall(id=f"call-{n:05}", made=now - timedelta(milliseconds=n), purpose="grading", model=f"model-{n}", host="host",
                  usage=usage, price_usd=0.02 if n else 0.00001, price_note="known", seconds=2.5, outcome="done")
        for n in range(count)
    ]  # fmt: skip


def test_every_call_is_listed_newest_first_and_a_page_at_a_time(user: User, page: SettingsPage) -> None:  # noqa: F811
    calls = many(PAGE_SIZE * 2 + 5, user)
    odd = {"usage": Usage(), "price_usd": None, "outcome": "rate_limit", "message": "Too many requests."}
    calls[1] = calls[1].model_copy(update={**odd, "price_note": "unknown"})
    calls[2] = calls[2].model_copy(update={"price_usd": None, "price_note": "local"})
    user.services.stored(lambda store: store.add_model_calls(calls))
    page.reload()
    user.wait(lambda: "1 call has no known price" in page.models.calls.words.text())
    page.models.show_calls.setFocus()
    user.press("Space")
    view = page.findChild(ModelCallsView)
    assert view is not None
    user.wait(lambda: view.calls.rowCount() == PAGE_SIZE and user.running.idle())
    assert view.table.hasFocus()

    def cell(row: int, column: int) -> str:
        return str(view.calls.index(row, column).data())

    assert [cell(0, column) for column in range(1, 9)] == [
        "Grading", "model-0", "2,100", "4,000", "700", "2.5 s", "under 0.0001 USD", "Done",
    ]  # fmt: skip
    assert [cell(row, columns.PRICE) for row in (1, 2, 3)] == ["price unknown", "local", "0.0200 USD"]
    user.press("Down")
    assert view.message.accessibleName() == "Too many requests."
    for rows in (2 * PAGE_SIZE, 2 * PAGE_SIZE + 5):
        view.table.scrollToBottom()
        user.wait(lambda rows=rows: view.calls.rowCount() == rows)  # type: ignore[misc]
    assert cell(2 * PAGE_SIZE + 4, columns.MODEL) == f"model-{2 * PAGE_SIZE + 4}"
    assert "8.04 USD of at most 10.00 USD" in view.month.text()
    user.press("Escape")
    assert page.models.show_calls.hasFocus()


def test_an_empty_list_says_what_will_be_here(user: User, page: SettingsPage) -> None:  # noqa: F811
    user.click("Show calls")
    view = page.findChild(ModelCallsView)
    assert view is not None
    user.wait(lambda: view.empty.isVisible())
    assert "No model was asked yet" in texts(view)
    assert QApplication.focusWidget() is view.back
