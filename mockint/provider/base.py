"""What a caller asks of a model and gets back, whichever SDK carries it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, Protocol

from mockint.domain.base import Value
from mockint.domain.calls import Purpose, Usage
from mockint.errors import KnownError

Api = Literal["messages", "openai"]
Strategy = Literal["schema", "tool", "words"]
"""How a server is brought to reply in a given shape: its own schema feature, a forced tool, or asked for in words."""

FaultKind = Literal[
    "no_key", "key_refused", "payment", "forbidden", "not_found", "too_large", "bad_request", "rate_limit",
    "overloaded", "server", "timeout", "unreachable", "cut", "refusal", "truncated", "bad_reply", "cancelled", "cap",
]  # fmt: skip


class ProviderError(KnownError):
    """A call did not give a usable reply.

    Args:
        kind: What went wrong, for code.
        what: One sentence for the user.
        how: What to do now.
        retry_after_s: Seconds that the server asks to wait, where it says so.
        usage: Tokens that were spent all the same.
    """

    def __init__(
        self,
        kind: FaultKind,
        what: str,
        how: str = "",
        *,
        retry_after_s: float | None = None,
        usage: Usage | None = None,
    ) -> None:
        super().__init__(what, how)
        self.kind = kind
        self.retry_after_s = retry_after_s
        self.usage = usage or Usage()


class Endpoint(Value):
    """Where a model is and how it is asked; the key is not part of it.

    Attributes:
        api: Which SDK speaks to it.
        base_url: Address without ``/v1``; empty for the SDK's own.
        model: Name of the model.
        effort: ``low``, ``medium``, ``high``, or empty to leave it to the server.
    """

    api: Api = "messages"
    base_url: str = ""
    model: str
    effort: str = ""


class Turn(NamedTuple):
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    text: str


class Ask(NamedTuple):
    """One request.

    Attributes:
        purpose: What it is for, for the record.
        prompt_version: Version of the prompt, for the record.
        system: Who the model is and what its rules are; the same for every answer to a question.
        prefix: Blocks that stay the same from answer to answer (rubric, anchors, question), sent first in the first
            user message with a cache mark behind the last one.
        turns: The conversation; the first is the user's. The prefix goes before its text.
        schema: JSON schema of the reply, or None for free text.
        schema_name: A name for it.
        max_tokens: Most tokens to write.
    """

    purpose: Purpose
    prompt_version: str
    system: str
    prefix: tuple[str, ...]
    turns: tuple[Turn, ...]
    schema: Mapping[str, Any] | None = None
    schema_name: str = "reply"
    max_tokens: int = 4096


class Reply(NamedTuple):
    """What came back, whole.

    Attributes:
        text: The text; for a schema the JSON text, not validated yet.
        stop_reason: As the server says it (``end_turn``, ``max_tokens``, ``refusal``, ...).
        first_s: Seconds from the request to the first text.
    """

    text: str
    stop_reason: str
    usage: Usage
    model: str
    seconds: float
    first_s: float | None


OnText = Callable[[str], None]
OnWait = Callable[[str], None]


class Client(Protocol):
    """A model behind an SDK. Every method blocks and is called on a remote lane."""

    @property
    def endpoint(self) -> Endpoint:
        """Where it goes."""
        ...

    def ask(self, ask: Ask, *, on_text: OnText, on_wait: OnWait, cancel: threading.Event) -> Reply:
        """Send one request, streamed, with bounded retries that `on_wait` is told of.

        Every attempt is recorded with its usage, price and outcome.

        Raises:
            ProviderError: With a sentence for every fault; a refusal, a truncated reply and an early end among them.
        """
        ...

    def count_tokens(self, ask: Ask) -> int | None:
        """Input tokens of a request; None where the server cannot count."""
        ...

    def models(self) -> tuple[str, ...]:
        """Names of the models that the server lists.

        Raises:
            ProviderError: If it does not answer.
        """
        ...
