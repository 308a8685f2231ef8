"""Spans and events reach a collector on loopback, without contents; and nothing is imported where none is named."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mockint.clock import SystemClock
from mockint.gateway.fake import running
from mockint.lanes import RemoteLane
from mockint.provider.base import Endpoint
from mockint.provider.make import make_client
from mockint.provider.tracing import make_tracing
from tests.helpers.model_client import ANSWER, an_ask


@contextmanager
def collector() -> Iterator[tuple[str, list[bytes]]]:
    got: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = RemoteLane().submit(server.serve_forever)
        yield f"http://127.0.0.1:{server.server_port}", got
        server.shutdown()
        serving.result(timeout=30)


def test_spans_and_grades_go_out_without_contents(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("opentelemetry.sdk")
    # A developer's environment would switch contents on.
    monkeypatch.setenv("ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE", "content")
    with collector() as (url, got), running() as server:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
        tracing = make_tracing({"OTEL_EXPORTER_OTLP_ENDPOINT": url})
        assert tracing is not None
        endpoint = Endpoint(base_url=server.url, model="fake-1")
        client = make_client(endpoint, server.token, lambda _: None, SystemClock(), random.Random(1), tracing=tracing)
        client.ask(an_ask(), on_text=lambda _: None, on_wait=lambda _: None, cancel=threading.Event())
        tracing.evaluation_event("correctness", 3, source="model", model="fake-1", prompt_version="v9")
        tracing.evaluation_event("communication", None, source="model")
        tracing.close()
        sent = b"".join(got)
    for word in (b"chat", b"fake-1", b"gen_ai.usage", b"gen_ai.evaluation.result", b"correctness", b"v9", b"ungraded"):
        assert word in sent, word
    for secret in (ANSWER, "The rubric", "You judge one answer", server.token):
        assert secret.encode() not in sent, secret


def test_nothing_is_imported_or_sent_where_no_collector_is_named() -> None:
    assert make_tracing({}) is None
    assert make_tracing({"OTEL_EXPORTER_OTLP_ENDPOINT": " "}) is None
    program = (
        "import sys, random\n"
        "from mockint.provider.tracing import make_tracing\n"
        "from mockint.provider.make import make_client\n"
        "from mockint.provider.base import Endpoint\n"
        "from mockint.clock import SystemClock\n"
        "import mockint.provider.connection\n"
        "assert make_tracing({}) is None\n"
        "make_client(Endpoint(model='m'), 'k', print, SystemClock(), random.Random(1), tracing=None)\n"
        "late = {'anthropic', 'openai', 'httpx2', 'opentelemetry', 'genai_prices', 'starlette', 'uvicorn', 'ssl'}\n"
        "print(sorted(late & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_the_process_wide_tracer_gets_no_spans_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    import anthropic
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider

    seen: list[str] = []

    class Watch(SpanProcessor):
        def on_start(self, span: object, parent_context: object = None) -> None:
            seen.append(str(span))

    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(Watch())
    monkeypatch.setattr("opentelemetry.trace._TRACER_PROVIDER", provider)
    with running() as server:
        endpoint = Endpoint(base_url=server.url, model="fake-1")
        client = make_client(endpoint, server.token, lambda _: None, SystemClock(), random.Random(1))
        client.ask(an_ask(), on_text=lambda _: None, on_wait=lambda _: None, cancel=threading.Event())
        assert seen == []
        # The SDK by itself would have used it, so the watch works.
        with anthropic.Anthropic(api_key=server.token, base_url=server.url) as plain:
            plain.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": "Hello."}])
        assert seen


def test_a_missing_package_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert make_tracing({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}) is None
