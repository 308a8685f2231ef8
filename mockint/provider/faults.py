"""From what an SDK raises, or how a stream ends, to a `ProviderError` with a plain sentence and a next step."""

from __future__ import annotations

import email.utils
import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from mockint.logs import redact
from mockint.provider.base import FaultKind, ProviderError

_BY_TYPE: dict[str, FaultKind] = {
    "authentication_error": "key_refused",
    "invalid_api_key": "key_refused",
    "billing_error": "payment",
    "insufficient_quota": "payment",
    "permission_error": "forbidden",
    "not_found_error": "not_found",
    "model_not_found": "not_found",
    "request_too_large": "too_large",
    "context_length_exceeded": "too_large",
    "rate_limit_error": "rate_limit",
    "rate_limit_exceeded": "rate_limit",
    "overloaded_error": "overloaded",
    "timeout_error": "server",
}
_BY_STATUS: dict[int, FaultKind] = {
    401: "key_refused",
    402: "payment",
    403: "forbidden",
    404: "not_found",
    408: "timeout",
    413: "too_large",
    429: "rate_limit",
    503: "overloaded",
    529: "overloaded",
}
_TOO_LONG = re.compile(
    r"prompt is too long|context (?:length|window|size)|exceeds? .{0,40}context|too many tokens", re.IGNORECASE
)
_LATER = "Nothing is lost. Try again in a while, or choose another model in Settings."
_SETTINGS = "Look at the key, the address and the model in Settings."
SENTENCES: dict[FaultKind, tuple[str, str]] = {
    "no_key": (
        "There is no key for {host}.",
        "Put one in Settings, or set the environment variable that Settings names.",
    ),
    "key_refused": ("{host} did not accept the key.", "Check the key in Settings, then try again."),
    "payment": (
        "{host} wants to be paid first: the account has no credit left.",
        "Top the account up, then try again.",
    ),
    "forbidden": ("The key may not use {model} on {host}.", "Choose another model or another key in Settings."),
    "not_found": ("{host} does not know the model {model}.", "Check the model's name and the address in Settings."),
    "too_large": (
        "The request is larger than {model} on {host} takes.",
        "Choose a model with a larger context in Settings.",
    ),
    "bad_request": ("{host} did not understand the request.", "Try 'Test connection' in Settings, or another model."),
    "rate_limit": ("{host} takes no more requests from this key for now.", "Try again after {after}."),
    "overloaded": ("{host} has too much to do at the moment.", _LATER),
    "server": ("{host} had a fault of its own.", _LATER),
    "timeout": ("{host} did not answer in time.", _LATER),
    "unreachable": ("{host} cannot be reached.", f"See that the network is up and the server runs. {_SETTINGS}"),
    "cut": ("The connection to {host} broke before the reply was whole.", _LATER),
    "refusal": (
        "{model} declined to reply{category}.",
        "Nothing is lost. Ask another model: one that declines today will mostly do so again.",
    ),
    "truncated": (
        "The reply of {model} was cut off at its greatest length.",
        "Try again, or choose a model that writes less.",
    ),
    "bad_reply": ("{host} answered, but not as this API does.", _SETTINGS),
    "cancelled": ("Cancelled.", "Nothing is lost."),
    "cap": ("The monthly cap is reached.", "Raise it in Settings, or wait for the next month."),
}
"""What is said for each kind, and what to do."""

CATEGORIES = {
    "cyber": "it took this for computer security",
    "bio": "it took this for a danger from biology",
    "frontier_llm": "it took this for help with a competing model",
    "reasoning_extraction": "it was asked for its inner reasoning",
    "general_harms": "it took this for something harmful",
}
"""A refusal's categories in words."""


class SdkErrors(NamedTuple):
    """The classes that one SDK raises.

    Attributes:
        base: The parent of all of them.
        status: An answer with an error.
        timeout: No answer in time.
        connection: No connection; the parent of `timeout`.
        transport: Errors of the HTTP library below, which a stream lets through.
        read_timeout: Those among them for silence.
        connect: The one among them for a connection that was never made.
    """

    base: type[Exception]
    status: type[Exception]
    timeout: type[Exception]
    connection: type[Exception]
    transport: type[Exception]
    read_timeout: type[Exception]
    connect: type[Exception]


class Faults(NamedTuple):
    """Makes the faults of one endpoint.

    Attributes:
        host: How the server is named in sentences.
        key: Masked wherever a server repeats it.
        wall: The time, for a ``Retry-After`` that is a date.
    """

    host: str
    model: str
    key: str
    wall: Callable[[], datetime]

    def make(
        self, kind: FaultKind, *, detail: str = "", category: str | None = None, retry_after_s: float | None = None
    ) -> ProviderError:
        """A fault with its sentence.

        Args:
            kind: What went wrong.
            detail: The server's own words, already safe to show.
            category: Of a refusal, as the server names it.
            retry_after_s: Seconds that the server asks to wait.
        """
        what, how = SENTENCES[kind]
        category = (category or "").strip()
        words = {
            "host": self.host,
            "model": self.model,
            "after": in_words(retry_after_s) if retry_after_s else "a minute",
            "category": f" ({category}: {CATEGORIES.get(category, 'its own reason')})" if category else "",
        }
        what, how = what.format(**words), how.format(**words)
        return ProviderError(kind, f"{what} It says: {detail}" if detail else what, how, retry_after_s=retry_after_s)

    def of(self, fault: Exception, errors: SdkErrors, own: str) -> ProviderError | None:
        """The fault behind an exception; None for one that is no fault of the world but a bug.

        Args:
            fault: What was raised.
            errors: The SDK's classes.
            own: All text of the request: what the server repeats of it is not shown.
        """
        if isinstance(fault, errors.status):
            headers = getattr(getattr(fault, "response", None), "headers", None)
            return self.of_body(getattr(fault, "body", None), own, int(getattr(fault, "status_code", 0)), headers)
        if isinstance(fault, (errors.timeout, errors.read_timeout)):
            return self.make("timeout")
        if isinstance(fault, errors.connection):
            below = fault.__cause__
            broke = isinstance(below, errors.transport) and not isinstance(below, errors.connect)
            return self.make("cut" if broke else "unreachable")
        if isinstance(fault, errors.transport):
            return self.make("cut")
        if isinstance(fault, (errors.base, json.JSONDecodeError, UnicodeDecodeError)):
            return self.make("bad_reply")
        # The SDKs check no shapes: a body that is, say, a number makes their own code trip over it.
        return self.make("bad_reply") if _tripped_in_sdk(fault) else None

    def of_body(
        self, body: object, own: str, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> ProviderError:
        """The fault that an error's body tells of."""
        error = _error_of(body)
        message = str(error.get("message") or "")
        kind = self._kind(status, error, message)
        wait = _retry_after(headers or {}, self.wall) if kind in {"rate_limit", "overloaded"} else None
        return self.make(kind, detail=self._safe(message, own), retry_after_s=wait)

    def _kind(self, status: int, error: Mapping[str, Any], message: str) -> FaultKind:
        # The type says more than the status: an error in the middle of a stream comes with status 200.
        for name in ("type", "code"):
            if (kind := _BY_TYPE.get(str(error.get(name)))) is not None:
                return kind
        if status in {400, 422} and _TOO_LONG.search(message):
            return "too_large"
        if status in _BY_STATUS:
            return _BY_STATUS[status]
        return "bad_request" if 400 <= status < 500 else "server"

    def _safe(self, message: str, own: str) -> str:
        """The server's words where they may be shown: short, without the key, and nothing of the request in them."""
        text = " ".join(message.split())
        if self.key:
            text = text.replace(self.key, "[key]")
        text = redact(text)[:200]
        window = 16
        if any(text[at : at + window] in own for at in range(max(1, len(text) - window + 1)) if len(text) >= window):
            return ""
        return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def in_words(seconds: float) -> str:
    """A wait as people say it: ``20 seconds``, ``5 minutes``, ``2 hours``."""
    for size, name in ((3600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= 1.5 * size or size == 1:
            count = max(1, math.ceil(seconds / size))
            return f"{count} {name}{'' if count == 1 else 's'}"
    raise AssertionError


def _tripped_in_sdk(fault: Exception) -> bool:
    last = fault.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = last.tb_frame.f_globals.get("__name__", "") if last is not None else ""
    return isinstance(fault, (AttributeError, TypeError, KeyError)) and where.partition(".")[0] in {
        "anthropic",
        "openai",
    }


def _error_of(body: object) -> Mapping[str, Any]:
    if isinstance(body, Mapping):
        inner = body.get("error", body)
        return inner if isinstance(inner, Mapping) else {"message": inner}
    return {}


def _retry_after(headers: Mapping[str, str], wall: Callable[[], datetime]) -> float | None:
    text = headers.get("retry-after", "").strip()
    try:
        seconds = float(text)
    except ValueError:
        try:
            seconds = (email.utils.parsedate_to_datetime(text) - wall()).total_seconds()
        except (TypeError, ValueError):
            return None
    return max(0.0, seconds) if math.isfinite(seconds) else None
