"""Calls the gateway: `ask` for text, `embed` for vectors. One attempt each; what to do about a fault is up to you."""

import json
import os
from collections.abc import Sequence
from typing import Any
from urllib.request import Request, urlopen

MODEL = os.environ.get("MODEL", "stand-in")
TIMEOUT_S = 8.0


def _post(url: str, body: dict[str, Any]) -> dict[str, Any]:
    key = os.environ["ANTHROPIC_API_KEY"]
    headers = {"content-type": "application/json", "x-api-key": key, "authorization": f"Bearer {key}"}
    headers["anthropic-version"] = "2023-06-01"
    request = Request(url, json.dumps(body).encode(), headers)
    with urlopen(request, timeout=TIMEOUT_S) as response:
        reply: dict[str, Any] = json.load(response)
    return reply


def ask(prompt: str, max_tokens: int = 200) -> str:
    """The model's text to one prompt. Raises OSError (also for 429 and 529) or ValueError (broken JSON)."""
    body = {"model": MODEL, "max_tokens": max_tokens, "messages": [{"role": "user", "content": prompt}]}
    reply = _post(os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages", body)
    return "".join(block["text"] for block in reply["content"] if block["type"] == "text")


def embed(texts: Sequence[str]) -> list[list[float]]:
    """A vector of length one for each text, in order. Raises as `ask` does."""
    reply = _post(os.environ["OPENAI_BASE_URL"] + "/embeddings", {"model": MODEL, "input": list(texts)})
    return [entry["embedding"] for entry in reply["data"]]
