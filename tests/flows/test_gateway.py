"""A user starts the fake server or the stand-in, asks it with the official SDKs as they are, and stops it with Ctrl+C."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.flows.conftest import Terminal


@contextmanager
def gateway(mockint: Terminal, script: Path | None) -> Iterator[tuple[dict[str, str], subprocess.Popen[str]]]:
    with mockint.popen("gateway", *(["--fake", script] if script else [])) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline()), process
        finally:
            process.kill()


def test_a_user_plays_a_script_and_stops_it(mockint: Terminal, tmp_path: Path) -> None:
    import anthropic
    import openai

    script = tmp_path / "script.jsonl"
    script.write_text(
        '{"do": "reply", "text": "Hello."}\n{"do": "status", "status": 401}\n{"do": "reply", "text": "Bye."}\n'
    )
    with gateway(mockint, script) as (where, process):
        assert set(where) == {"url", "token"}
        with anthropic.Anthropic(api_key=where["token"], base_url=where["url"], max_retries=0) as client:
            ask = {"model": "fake-1", "max_tokens": 9, "messages": [{"role": "user", "content": "Hello?"}]}
            assert client.messages.create(**ask).content[0].text == "Hello."  # type: ignore[call-overload]
            with pytest.raises(anthropic.AuthenticationError):
                client.messages.create(**ask)  # type: ignore[call-overload]
        with openai.OpenAI(api_key=where["token"], base_url=f"{where['url']}/v1", max_retries=0) as other:
            said = other.chat.completions.create(model="fake-1", messages=[{"role": "user", "content": "Hello?"}])
            assert said.choices[0].message.content == "Bye."
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out, err) == (130, "", "mockint: Interrupted.\n")


def test_a_user_tries_the_stand_in(mockint: Terminal) -> None:
    import openai

    with (
        gateway(mockint, None) as (where, _process),
        openai.OpenAI(api_key=where["token"], base_url=f"{where['url']}/v1", max_retries=0) as client,
    ):
        asked = "[REL-2] The fee is 20 EUR.\n\nQuestion: What is the fee?"
        said = client.chat.completions.create(model="stand-in", messages=[{"role": "user", "content": asked}])
        assert said.choices[0].message.content == "The fee is 20 EUR. [REL-2]"
        assert len(client.embeddings.create(model="stand-in", input="fee").data[0].embedding) == 256


def test_the_door_is_narrow(mockint: Terminal, tmp_path: Path) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text('{"do": "fill", "times": 0}\n')
    with gateway(mockint, script) as (where, _process):
        parts = urlsplit(where["url"])
        assert parts.hostname == "127.0.0.1"

        def status(token: str, body: bytes, path: str = "/v1/messages") -> int:
            line = http.client.HTTPConnection("127.0.0.1", parts.port or 0, timeout=30)
            try:
                line.request("POST", path, body, {"Authorization": f"Bearer {token}"})
                return line.getresponse().status
            finally:
                line.close()

        assert status("", b"{}") == 401
        assert status(where["token"] + "x", b"{}") == 401
        assert status(where["token"], b"not json") == 400
        assert status(where["token"], b"[]") == 400
        assert status(where["token"], b"{}") == 200
        assert status(where["token"], b'{"messages": 3, "system": 4, "tools": "x"}') == 400
        assert status(where["token"], b" " * 2_000_001) == 413
        assert status(where["token"], b"{}", "/v1/nothing") == 404


@pytest.mark.parametrize(
    ("text", "says"),
    [("{oops}\n", "Line 1 of the script"), (None, "cannot be read")],
)
def test_a_bad_script_is_a_sentence(mockint: Terminal, tmp_path: Path, text: str | None, says: str) -> None:
    script = tmp_path / "script.jsonl"
    if text is not None:
        script.write_text(text)
    assert says in mockint("gateway", "--fake", script).refusal
