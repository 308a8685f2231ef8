"""What a gateway puts on top of a call to the server behind it, and how it serves many streams at once."""

from __future__ import annotations

import asyncio
import itertools
import json
import time

import httpx2

from mockint.gateway.build_gateway import BuildGateway, GatewaySettings
from mockint.gateway.fake import running
from mockint.gateway.script import Entry, Script
from mockint.provider.base import Endpoint
from mockint.provider.relay import ProviderRelay
from tests.bench.figures import Figure, median

CALLS = 60
STREAMS = 50
_PASSAGES = "\n\n".join(f"[REL-{n}]\n# Limit {n}\nThanks to all. The limit of case {n} is {n} days." for n in range(20))
_PROMPT = f"{_PASSAGES}\n\nQuestion: What is the limit of case 7?"
_NUMBERS = itertools.count()


def figures() -> list[Figure]:
    """Medians of calls that take turns, so that both see the same machine."""
    script = Script(entries=(Entry(do="reply", text="The limit is 7 days.", times=0),))
    with running(script) as provider:
        relay = ProviderRelay(Endpoint(base_url=provider.url, model="fake-1"), provider.token)
        passing = BuildGateway(GatewaySettings(mode="relay", models=("fake-1",)), relay)
        own = BuildGateway(GatewaySettings())
        with passing.serving(), own.serving(), httpx2.Client(trust_env=False) as client:
            direct, relayed, answered = [], [], []
            for _ in range(CALLS):
                direct.append(_call(client, provider.url, provider.token, "fake-1"))
                relayed.append(_call(client, passing.url, passing.token, "fake-1"))
                answered.append(_call(client, own.url, own.token, "stand-in"))
            streamed = asyncio.run(_streams(own))
    return [
        Figure("a relayed call, above a direct one", (median(relayed) - median(direct)) * 1000, "ms", 3.0),
        Figure("an answer of the stand-in to 20 passages", median(answered) * 1000, "ms", 20.0),
        Figure(f"{STREAMS} streams of the stand-in at once", streamed, "s", 2.0),
    ]


def _call(client: httpx2.Client, url: str, token: str, model: str) -> float:
    """Seconds of one call that nobody has made before."""
    began = time.perf_counter()
    reply = client.post(f"{url}/v1/messages", content=_body(model), headers={"x-api-key": token})
    reply.raise_for_status()
    return time.perf_counter() - began


async def _streams(gateway: BuildGateway) -> float:
    """Seconds until all of the streams have ended, each whole."""
    async with httpx2.AsyncClient(trust_env=False, limits=httpx2.Limits(max_connections=STREAMS)) as client:

        async def one() -> bool:
            headers = {"x-api-key": gateway.token}
            body = _body("stand-in", stream=True)
            reply = await client.post(f"{gateway.url}/v1/messages", content=body, headers=headers)
            return "message_stop" in reply.text

        began = time.perf_counter()
        whole = await asyncio.gather(*(one() for _ in range(STREAMS)))
        seconds = time.perf_counter() - began
    if not all(whole):
        raise RuntimeError("a stream did not end")
    return seconds


def _body(model: str, *, stream: bool = False) -> bytes:
    said = [{"role": "user", "content": f"{next(_NUMBERS)}\n\n{_PROMPT}"}]
    return json.dumps({"model": model, "max_tokens": 99, "messages": said, "stream": stream}).encode()
