"""How a server is brought to reply in a shape: found once, by a small reply that is validated."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from mockint.provider.address import OFFICIAL, address_of
from mockint.provider.base import Ask, Endpoint, FaultKind, ProviderError, Strategy, Turn

PROBE_WORDS = "This is a test of the connection: give the word ready and the number 7."
"""The user's words of the probe; our fake server knows them."""

_EXPECTED = {"word": "ready", "number": 7}
_PROBE = Ask(
    purpose="connection test",
    prompt_version="probe-1",
    system="You answer as briefly as you can.",
    prefix=(),
    turns=(Turn("user", PROBE_WORDS),),
    schema={
        "type": "object",
        "properties": {
            "word": {"type": "string", "enum": ["ready"]},
            "number": {"type": "integer", "enum": [7]},
        },
        "required": ["word", "number"],
        "additionalProperties": False,
    },
    schema_name="probe",
    max_tokens=1024,
)
# Faults that speak against a way of asking, not against asking at all.
_NOT_THIS_WAY: frozenset[FaultKind] = frozenset({"bad_request", "bad_reply", "truncated", "refusal", "server", "cut"})


class Capabilities(NamedTuple):
    """What is known of an endpoint.

    Attributes:
        strategy: How it is asked for a shape.
        validated: Whether a small reply has shown that it works; else it is what is left, or what is known of the host.
    """

    strategy: Strategy
    validated: bool


def assumed(endpoint: Endpoint) -> Capabilities | None:
    """What is known without asking: the official services have the schema feature."""
    return Capabilities("schema", validated=False) if address_of(endpoint) in OFFICIAL.values() else None


def find_capabilities(ask: Callable[[Ask, Strategy], str], strategies: tuple[Strategy, ...]) -> Capabilities:
    """Try ways of asking until one gives the reply that was asked for; the last is taken where none does.

    Args:
        ask: Sends one request and gives the text.
        strategies: The ways, best first. Bad servers ignore the first two and answer with prose.

    Raises:
        ProviderError: If the server cannot be asked at all: key, network, limits, cancel.
    """
    for strategy in strategies:
        if is_as_asked(ask, strategy):
            return Capabilities(strategy, validated=True)
    return Capabilities(strategies[-1], validated=False)


def is_as_asked(ask: Callable[[Ask, Strategy], str], strategy: Strategy) -> bool:
    """Whether one way of asking gives the small reply.

    Raises:
        ProviderError: As above.
    """
    try:
        return bool(json.loads(ask(_PROBE, strategy)) == _EXPECTED)
    except ValueError:
        return False
    except ProviderError as fault:
        if fault.kind in _NOT_THIS_WAY:
            return False
        raise


def first_object(text: str) -> str:
    """The first whole JSON object in a text, without the words or the fence around it; the text itself if there is none."""
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            at = text.find("{", at + 1)
            continue
        if isinstance(value, dict):
            return text[at:end]
        at = text.find("{", end)
    return text
