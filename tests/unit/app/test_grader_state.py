"""What doctor says of the chosen grader is true to life, and finding it out neither waits long nor sends anything unasked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockint.app import doctor
from mockint.app.grader_state import GraderState, grader_state
from mockint.app.services import Services
from mockint.gateway.fake import FakeServer, running
from mockint.gateway.script import Entry, Script
from mockint.settings.secrets import Secrets

KEY = "sk-ant-api03-very-secret-0123456789"


class SilentKeyring:
    """A keyring that waits for the user to unlock it."""

    def __init__(self) -> None:
        self.unlocked = threading.Event()

    def get_password(self, service: str, name: str) -> str | None:
        self.unlocked.wait(30)
        return None

    def set_password(self, service: str, name: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, name: str) -> None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with running(Script(entries=tuple(Entry(do="fill") for _ in range(8)))) as made:
        made.token = KEY
        yield made


def choose(services: Services, **settings: object) -> GraderState:
    for name, value in settings.items():
        services.settings.change(name, value)
    return grader_state(services)


def test_the_default_is_ready_and_needs_no_key(services: Services) -> None:
    found = grader_state(services, try_it=True)
    assert (found.name, found.configured, found.reachable, found.problem) == ("offline", True, None, "")


def test_no_grader_is_told(services: Services) -> None:
    found = choose(services, grader="off")
    assert not found.configured
    assert "No grader is configured" in found.problem


@pytest.mark.parametrize(("grader", "variable"), [("messages", "ANTHROPIC_API_KEY"), ("openai", "OPENAI_API_KEY")])
def test_a_missing_key_is_told_by_name_only_once_a_model_is_chosen(
    services: Services, monkeypatch: pytest.MonkeyPatch, grader: str, variable: str
) -> None:
    found = choose(services, grader=grader)
    assert (found.configured, found.reachable, found.key) == (False, None, "")
    assert variable in found.problem
    assert variable in found.advice
    monkeypatch.setenv(variable, KEY)
    found = grader_state(services)
    assert (found.configured, found.key, found.problem) == (True, "environment", "")
    assert KEY not in str(found)
    assert KEY not in str(found.document())


def test_a_server_in_the_house_needs_no_key(services: Services) -> None:
    found = choose(services, grader="messages", base_url="http://localhost:8080", model="qwen3")
    assert (found.configured, found.host, found.model) == (True, "localhost:8080", "qwen3")
    assert not choose(services, model=" ").configured


def test_a_keyring_that_does_not_answer_is_not_waited_for(services: Services) -> None:
    ring = SilentKeyring()
    services._secrets = Secrets({}, lambda: ring)
    services.settings.change("grader", "messages")
    found = grader_state(services, key_timeout_s=0.01)
    ring.unlocked.set()
    assert not found.configured
    assert "did not answer" in found.problem


def test_what_the_environment_overrides_is_said(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_MODEL", "other")
    found = choose(services, grader="messages")
    assert found.model == "other"
    assert found.document()["notes"] == [
        "ANTHROPIC_MODEL is set in the environment and wins over the model in Settings."
    ]


def test_the_server_is_asked_only_on_request(
    services: Services, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    assert choose(services, grader="messages", base_url=server.url, model="fake-1").reachable is None
    assert server.requests == []
    found = grader_state(services, try_it=True)
    assert (found.reachable, found.problem) == (True, "")
    assert server.requests
    assert {call.purpose for call in services.stored(lambda store: store.model_calls())} == {"connection test"}
    server.token = "another"
    found = grader_state(services, try_it=True)
    assert found.reachable is True
    assert "did not accept the key" in found.problem


def test_nobody_there_is_not_reachable(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    services.settings.change("base_url", "http://127.0.0.1:9")
    services.settings.change("grader", "messages")
    found = grader_state(services, try_it=True)
    assert found.reachable is False
    assert "cannot be reached" in found.problem


def test_no_child_of_the_doctor_sees_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GITHUB_TOKEN")
    for name in names:
        monkeypatch.setenv(name, KEY)
    told = doctor._probe("import os; print(sorted(os.environ))").told
    assert "PATH" in told
    assert not [name for name in names if name in told]


def test_candidate_code_sees_no_key(services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from mockint.domain.judging import JudgeSpec, TestCase
    from mockint.execution.judge import Judge

    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert services.secrets.get_key("ANTHROPIC_API_KEY").secret is not None
    spec = JudgeSpec(entry_point="look", tests=(TestCase(args=(), expected=[]),))
    source = (
        "import os\n"
        "def look():\n"
        "    seen = dict(os.environ)\n"
        "    try:\n"
        "        seen['parent'] = open(f'/proc/{os.getppid()}/environ').read()\n"
        "    except OSError:\n"
        "        pass\n"
        f"    return sorted(name for name, value in seen.items() if {KEY!r} in value or name.endswith('_API_KEY'))\n"
    )
    report = Judge(services.pool).judge(spec, source)
    assert report.verdict.value == "accepted", report.message
