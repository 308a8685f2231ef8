"""Who answers a build behind the gateway: the stand-in, or the user's own provider, metered, recorded and within the cap."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from mockint.app.model_client import endpoint_of, names_of
from mockint.app.services import Services
from mockint.app.spending import this_month
from mockint.domain.calls import ModelCall, Usage
from mockint.domain.ids import RoundId, new_id
from mockint.errors import BadInputError
from mockint.gateway.build_gateway import STAND_IN_MODEL, TraceCall
from mockint.provider.address import host_of
from mockint.provider.base import Endpoint
from mockint.provider.relay import ProviderRelay
from mockint.settings.model import BuildModelChoice, GraderChoice

_FREE: Final = frozenset({"replayed", "refused"})


class Behind(NamedTuple):
    """A provider behind the gateway.

    Attributes:
        relay: Asks it, with the user's key, which never leaves this process.
        recording: Its replies, so that measuring again costs nothing.
    """

    relay: ProviderRelay
    endpoint: Endpoint
    recording: Path


def behind(services: Services, round_id: RoundId) -> Behind | None:
    """The provider that the settings choose for builds; None for the stand-in.

    Raises:
        BadInputError: If there is no key for it, or the month's cap is reached.
    """
    settings = services.settings.load().settings
    if settings.build_model is BuildModelChoice.STAND_IN:
        return None
    name = "openai" if settings.grader is GraderChoice.OPENAI else "messages"
    endpoint = endpoint_of(settings, name)
    secret = services.secrets.get_key(names_of(name).key).secret
    if secret is None:
        raise BadInputError(
            f"There is no key for {endpoint.model}, which Settings put behind builds.",
            f"Set {names_of(name).key}, or choose the stand-in in Settings.",
        )
    month = this_month(services)
    if not month.has_room():
        raise BadInputError(
            f"The monthly cap of {month.cap_usd:g} USD is reached, so no build asks {endpoint.model}.",
            "Raise the cap in Settings, or choose the stand-in there.",
        )
    folder = services.home.cache / "builds"
    folder.mkdir(parents=True, exist_ok=True)
    return Behind(ProviderRelay(endpoint, secret.reveal()), endpoint, folder / f"{round_id}.jsonl")


def model_name(chosen: Behind | None) -> str:
    """What answers, by name; the stand-in is called so everywhere, and never a model."""
    return STAND_IN_MODEL if chosen is None else chosen.relay.model


def keep_calls(services: Services, round_id: RoundId, chosen: Behind | None, trace: Iterable[TraceCall]) -> None:
    """Keep what a provider was asked in the list of calls, where the month's spending is read from."""
    if chosen is None:
        return
    made = services.clock.now().wall
    calls = [
        ModelCall(
            id=new_id(services.rng),
            made=made,
            purpose="build",
            model=chosen.relay.model,
            host=host_of(chosen.endpoint),
            usage=Usage(input_tokens=call.tokens_in, output_tokens=call.tokens_out),
            price_usd=call.price_usd,
            price_note="unknown" if call.price_usd is None else "known",
            seconds=call.latency_s,
            outcome=call.outcome,
            round_id=round_id,
        )
        for call in trace
        if call.outcome not in _FREE and not call.path.endswith("/embeddings")
    ]
    services.stored(lambda store: store.add_model_calls(calls))
