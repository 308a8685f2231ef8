"""Where the chosen model is and with which key it is asked; every call of such a client is kept in the history."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Final, NamedTuple

from mockint.app.services import Services
from mockint.domain.calls import ModelCall
from mockint.domain.ids import GradeId, RoundId
from mockint.errors import BadInputError
from mockint.provider.base import Api, Endpoint
from mockint.provider.client import ModelClient, Record
from mockint.provider.make import make_client
from mockint.provider.retry import Patience
from mockint.settings.model import Settings

_log = logging.getLogger(__name__)


class Names(NamedTuple):
    """The environment's names for what concerns one API.

    Attributes:
        key: Holds the key.
        address: Holds an address that wins over the settings.
        model: Holds a model's name that wins over the settings; empty where there is none.
    """

    api: Api
    key: str
    address: str
    model: str


NAMES: Final[Mapping[str, Names]] = {
    "messages": Names("messages", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "ANTHROPIC_MODEL"),
    "openai": Names("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL", ""),
}
"""By name of the grader."""


def names_of(grader: str) -> Names:
    """The environment's names for a grader.

    Raises:
        BadInputError: If it asks no model.
    """
    found = NAMES.get(grader)
    if found is None:
        raise BadInputError(f"The grader '{grader}' asks no model.", f"These do: {', '.join(NAMES)}.")
    return found


def endpoint_of(
    settings: Settings, grader: str, model: str | None = None, environ: Mapping[str, str] | None = None
) -> Endpoint:
    """Where a grader's model is.

    Args:
        settings: The user's.
        grader: ``messages`` or ``openai``.
        model: A model for this once; it wins over environment and settings.
        environ: The environment; its address and model win over the settings, see `won_by_environment`.

    Raises:
        BadInputError: If the grader asks no model.
    """
    names = names_of(grader)
    chosen = settings.openai_model if names.api == "openai" else settings.model
    return Endpoint(
        api=names.api,
        base_url=_in(environ, names.address) or settings.base_url.strip(),
        model=model or _in(environ, names.model) or chosen.strip(),
        effort=settings.effort.value,
    )


def won_by_environment(grader: str, environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The variables that are in force in place of a setting, a sentence each, without their values.

    Raises:
        BadInputError: If the grader asks no model.
    """
    names = names_of(grader)
    told = ((names.address, "address"), (names.model, "model"))
    return tuple(
        f"{name} is set in the environment and wins over the {what} in Settings."
        for name, what in told
        if _in(environ, name)
    )


def client_maker(
    services: Services,
    grader: str,
    model: str | None = None,
    *,
    round_id: RoundId | None = None,
    grade_id: GradeId | None = None,
    patience: Patience | None = None,
) -> Callable[[Record], ModelClient]:
    """Makes clients of a grader's model as settings, environment and keyring have it now.

    What it gives is a `mockint.graders.model.MakeClient`; it may block on the keyring and is called on a remote lane. Each call of such a client goes into the
    history without waiting for it, then to whoever asked for the client.

    Args:
        services: Settings, keys and history.
        grader: ``messages`` or ``openai``.
        model: A model for this once.
        round_id: The round that the calls are for.
        grade_id: The grade that they are for.
        patience: Time limits and tries, if not the usual ones.

    Raises:
        BadInputError: If the grader asks no model.
    """
    endpoint = endpoint_of(services.settings.load().settings, grader, model)
    name = names_of(grader).key

    def make(record: Record) -> ModelClient:
        def keep(call: ModelCall) -> None:
            belongs = call.model_copy(update={"round_id": round_id, "grade_id": grade_id})
            try:
                services.store_later(lambda store: store.add_model_calls([belongs])).add_done_callback(_tell_failure)
            except RuntimeError:  # the window was closed while the model spoke
                _log.info("a call of a model ended after the history was closed")
            record(belongs)

        secret = services.secrets.get_key(name).secret
        return make_client(
            endpoint,
            "" if secret is None else secret.reveal(),
            keep,
            services.clock,
            services.rng,
            known=services.known_models,
            patience=patience,
            lane=services.remote_lane,
            tracing=services.tracing,
        )

    return make


def _in(environ: Mapping[str, str] | None, name: str) -> str:
    return (os.environ if environ is None else environ).get(name, "").strip() if name else ""


def _tell_failure(kept: Future[int]) -> None:
    """The reply is used all the same: a call that cannot be kept costs the user a line in a list."""
    fault = kept.exception()
    if fault is not None:
        _log.warning("a call of a model could not be kept: %s", fault)
