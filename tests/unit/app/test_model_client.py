"""A client as settings, environment and keyring have it, over a fake server; every call ends up in the history."""

from __future__ import annotations

import logging
import random
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockint.app.model_client import client_maker, endpoint_of, won_by_environment
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.calls import ModelCall
from mockint.domain.ids import GradeId
from mockint.errors import BadInputError, HistoryError
from mockint.gateway.fake import FakeServer, running
from mockint.gateway.script import Entry, Script
from mockint.paths import Home, bank_root
from mockint.provider.base import Client, ProviderError
from mockint.provider.retry import Patience
from mockint.settings.model import Effort, Settings
from tests.helpers.model_client import QUICK, an_ask
from tests.helpers.records import add_round

KEY = "sk-ant-api03-very-secret-0123456789"
FILL = Script(entries=(Entry(do="fill"), Entry(do="fill")))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[FakeServer]:
    """A server with two good replies, or with the script that a test gives as the parameter."""
    with running(getattr(request, "param", FILL)) as made:
        made.token = KEY
        monkeypatch.setenv("ANTHROPIC_BASE_URL", made.url)
        monkeypatch.setenv("ANTHROPIC_MODEL", "fake-1")
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        yield made


def ask(client: Client) -> None:
    client.ask(an_ask(schema=False), on_text=lambda _: None, on_wait=lambda _: None, cancel=threading.Event())


def kept(services: Services) -> tuple[ModelCall, ...]:
    return services.stored(lambda store: store.model_calls())


def test_settings_say_where_a_model_is() -> None:
    settings = Settings(model=" m ", openai_model="o", base_url=" http://localhost:1 ", effort=Effort.LOW)
    found = endpoint_of(settings, "messages", environ={})
    assert (found.api, found.model, found.base_url, found.effort) == ("messages", "m", "http://localhost:1", "low")
    found = endpoint_of(settings, "openai", environ={})
    assert (found.api, found.model, found.base_url) == ("openai", "o", "http://localhost:1")
    assert endpoint_of(Settings(), "messages", environ={}).base_url == ""


def test_the_environment_wins_over_settings_and_that_is_said() -> None:
    settings = Settings(model="m", openai_model="o", base_url="http://localhost:1")
    environ = {"ANTHROPIC_BASE_URL": "http://a", "ANTHROPIC_MODEL": "e", "OPENAI_BASE_URL": "http://o"}
    found = endpoint_of(settings, "messages", environ=environ)
    assert (found.base_url, found.model) == ("http://a", "e")
    assert endpoint_of(settings, "messages", "named", environ).model == "named"
    assert endpoint_of(settings, "openai", environ=environ).base_url == "http://o"
    assert won_by_environment("messages", environ) == (
        "ANTHROPIC_BASE_URL is set in the environment and wins over the address in Settings.",
        "ANTHROPIC_MODEL is set in the environment and wins over the model in Settings.",
    )
    assert len(won_by_environment("openai", environ)) == 1
    assert won_by_environment("messages", {}) == ()


@pytest.mark.parametrize("grader", ["offline", "paste", "self", "off", ""])
def test_a_grader_without_a_model_is_refused(services: Services, grader: str) -> None:
    with pytest.raises(BadInputError, match="asks no model"):
        client_maker(services, grader)


def test_every_call_is_kept_with_its_round_and_told(services: Services, server: FakeServer) -> None:
    record = services.stored(add_round)
    told: list[ModelCall] = []
    make = client_maker(services, "messages", round_id=record.id, grade_id=GradeId("g"), patience=QUICK)
    ask(make(told.append))
    ask(make(told.append))
    assert len(server.requests) == 2
    assert {call.id for call in kept(services)} == {call.id for call in told}
    assert {(call.round_id, call.grade_id, call.outcome) for call in kept(services)} == {(record.id, "g", "done")}


def test_a_failed_call_is_kept_too(services: Services, server: FakeServer) -> None:
    server.token = "another"
    told: list[ModelCall] = []
    with pytest.raises(ProviderError) as caught:
        ask(client_maker(services, "messages", patience=QUICK)(told.append))
    assert caught.value.kind == "key_refused"
    assert [call.outcome for call in kept(services)] == ["key_refused"]
    assert [call.round_id for call in kept(services)] == [None]


def test_what_is_known_of_a_server_is_found_out_once(services: Services, server: FakeServer) -> None:
    for _ in range(2):
        client = client_maker(services, "messages", patience=QUICK)(lambda _: None)
        client.ask(an_ask(), on_text=lambda _: None, on_wait=lambda _: None, cancel=threading.Event())
    assert len(services.known_models) == 1
    assert [request.probe for request in server.requests].count(True) == 1


@pytest.mark.expects_log
def test_a_history_that_takes_nothing_does_not_cost_the_reply(
    services: Services, server: FakeServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> int:
        raise HistoryError("The disk is full.")

    monkeypatch.setattr("mockint.history.store.Store.add_model_calls", full)
    told: list[ModelCall] = []
    ask(client_maker(services, "messages", patience=QUICK)(told.append))
    services.store_lane.call(lambda: None)
    assert [call.outcome for call in told] == ["done"]
    assert "a call of a model could not be kept: The disk is full." in caplog.text
    assert KEY not in caplog.text


def test_a_call_does_not_wait_for_the_history(services: Services, server: FakeServer) -> None:
    held, told = threading.Event(), []
    services.store_later(lambda _: held.wait(30))
    ask(client_maker(services, "messages", patience=QUICK)(told.append))
    assert len(told) == 1, "answered while the store lane was held"
    held.set()
    assert len(kept(services)) == 1


def test_without_a_key_nothing_is_sent(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    client = client_maker(services, "messages", "claude-sonnet-5-5")(lambda _: None)
    with pytest.raises(ProviderError) as caught:
        ask(client)
    assert caught.value.kind == "no_key"
    assert kept(services) == ()


@pytest.mark.parametrize(
    "server", [Script(entries=(Entry(do="status", status=500, message=f"bad key {KEY}"),))], indirect=True, ids=["told"]
)
@pytest.mark.history_file
def test_the_key_is_nowhere_but_in_the_request(
    services: Services, server: FakeServer, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    client = client_maker(services, "messages", patience=Patience(connect_s=5, read_s=5, tries=1))(lambda _: None)
    with caplog.at_level(logging.DEBUG), pytest.raises(ProviderError) as caught:
        ask(client)
    shown = [
        *traceback.format_exception(caught.value),
        caplog.text,
        repr(client),
        str(vars(services)),
        str(kept(services)),
    ]
    assert not [text for text in shown if KEY in text]
    services.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


def test_tracing_is_made_once_and_closed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[str] = []

    class Spans:
        def close(self) -> None:
            made.append("closed")

    def make(environ: object) -> Spans:
        made.append("made")
        return Spans()

    monkeypatch.setattr("mockint.provider.tracing.make_tracing", make)
    services = Services(Home(tmp_path), ManualClock(), random.Random(1), bank_root(), ())
    assert made == []
    assert services.tracing is services.tracing
    services.close()
    services.close()
    assert made == ["made", "closed"]
