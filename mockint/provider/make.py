"""Where a client is put together: the one function that callers need, with everything that it uses handed in."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from mockint.clock import Clock
from mockint.lanes import RemoteLane
from mockint.provider.address import address_of, host_of, is_local
from mockint.provider.base import Endpoint, ProviderError
from mockint.provider.client import Known, ModelClient, Record
from mockint.provider.faults import Faults
from mockint.provider.line import Calls
from mockint.provider.messages_api import MessagesSdk
from mockint.provider.openai_api import OpenAiSdk
from mockint.provider.retry import Patience
from mockint.provider.sdk import Sdk
from mockint.provider.tracing import Tracing

if TYPE_CHECKING:
    import httpx2


def make_client(
    endpoint: Endpoint,
    key: str,
    record: Record,
    clock: Clock,
    rng: random.Random,
    *,
    known: Known | None = None,
    patience: Patience | None = None,
    lane: RemoteLane | None = None,
    tracing: Tracing | None = None,
    transport: httpx2.BaseTransport | None = None,
) -> ModelClient:
    """A client of an endpoint. Making one is fast, imports no SDK and never fails; asking is for remote lanes.

    Args:
        endpoint: Where it goes.
        key: The key; may be empty for a server in the house. It is held in memory and shown nowhere.
        record: Takes every attempt as a `ModelCall`, also failed ones; called on the asking thread.
        clock: For times.
        rng: For the ids of calls and the jitter of waits.
        known: What is known of endpoints; hand in the same mapping each time, and each is probed once.
        patience: Time limits and tries.
        lane: Where the SDK runs; it is left behind on a cancel.
        tracing: Where spans go; None sends none.
        transport: For tests: answers instead of a network.
    """
    patience = patience or Patience()
    key = key.strip()
    faults = Faults(host_of(endpoint), endpoint.model, key, lambda: clock.now().wall)
    sdk: Sdk
    if endpoint.api == "openai":
        sdk = OpenAiSdk(endpoint, key, faults, patience, transport)
    else:
        sdk = MessagesSdk(endpoint, key, faults, patience, tracing, transport)
    return ModelClient(
        endpoint,
        sdk,
        faults,
        record=record,
        known={} if known is None else known,
        clock=clock,
        rng=rng,
        patience=patience,
        calls=Calls(lane or RemoteLane("model-call")),
        blocked=lambda: _blocked(endpoint, key, faults),
    )


def _blocked(endpoint: Endpoint, key: str, faults: Faults) -> ProviderError | None:
    """Why an endpoint cannot be asked at all."""
    try:
        address_of(endpoint)
    except ProviderError as fault:
        return fault
    if not endpoint.model.strip():
        return ProviderError("not_found", "No model is chosen.", "Choose one in Settings.")
    if not key and not is_local(endpoint):
        return faults.make("no_key")
    if not (key.isascii() and key.isprintable()):  # it could not be sent in a header
        return faults.make("key_refused")
    return None
