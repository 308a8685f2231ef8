"""Calls the gateway; a fault that may pass is tried again, and one that stays is a `ModelError`."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

MODEL = os.environ.get("MODEL", "stand-in")
ATTEMPTS = 3
TIMEOUT_S = 4.0
LONGEST_PAUSE_S = 1.0
PASSING = frozenset({408, 429, 500, 502, 503, 504, 529})


class ModelError(Exception):
    """The gateway gave nothing usable; the caller goes on without it."""


def ask(prompt: str, max_tokens: int = 60) -> str:
    """The model's text to one prompt. Raises ModelError."""
    body = {"model": MODEL, "max_tokens": max_tokens, "messages": [{"role": "user", "content": prompt}]}
    reply = _post("ANTHROPIC_BASE_URL", "/v1/messages", body)
    try:
        return "".join(block["text"] for block in reply["content"] if block["type"] == "text")
    except (KeyError, TypeError) as error:
        raise ModelError(f"reply without text: {error}") from error


def embed(texts: Sequence[str]) -> list[list[float]]:
    """A vector of length one for each text, in order. Raises ModelError."""
    reply = _post("OPENAI_BASE_URL", "/embeddings", {"model": MODEL, "input": list(texts)})
    try:
        vectors = [entry["embedding"] for entry in reply["data"]]
    except (KeyError, TypeError) as error:
        raise ModelError(f"reply without vectors: {error}") from error
    if len(vectors) != len(texts):
        raise ModelError(f"{len(vectors)} vectors for {len(texts)} texts")
    return vectors


def _post(base: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    if base not in os.environ:
        raise ModelError(f"{base} is not set")
    key = os.environ.get("ANTHROPIC_API_KEY", "")
    headers = {"content-type": "application/json", "x-api-key": key, "authorization": f"Bearer {key}"}
    headers["anthropic-version"] = "2023-06-01"
    request = Request(os.environ[base] + path, json.dumps(body).encode(), headers)
    last: Exception | None = None
    for attempt in range(ATTEMPTS):
        try:
            with urlopen(request, timeout=TIMEOUT_S) as response:
                reply: dict[str, Any] = json.load(response)
                return reply
        except HTTPError as error:
            last = error
            if error.code not in PASSING:
                break
            time.sleep(_pause(error.headers.get("retry-after"), attempt))
        except (OSError, HTTPException, ValueError) as error:
            last = error  # a dropped line, a cut body, broken JSON: the next attempt is a fresh one
    raise ModelError(str(last)) from last


def _pause(told: str | None, attempt: int) -> float:
    try:
        wanted = float(told or "")
    except ValueError:
        wanted = 0.05 * 2**attempt
    return min(max(wanted, 0.0), LONGEST_PAUSE_S)
