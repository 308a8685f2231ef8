"""Whether the grader that the settings choose can be used: asked for without waiting long, and tried only on request."""

from __future__ import annotations

import threading
from concurrent.futures import TimeoutError as TooLongError
from typing import Any, NamedTuple

from mockint.app.model_client import NAMES, client_maker, endpoint_of, won_by_environment
from mockint.app.services import Services
from mockint.provider.address import host_of, is_local
from mockint.provider.connection import ONCE, Check, check_connection
from mockint.settings.model import GraderChoice

KEY_TIMEOUT_S = 2.0
"""How long the keyring may take; it may be waiting for the user to unlock it."""


class GraderState(NamedTuple):
    """What is known of the chosen grader.

    Attributes:
        name: As the settings have it.
        configured: Whether everything that it needs is there, as far as this machine knows.
        reachable: Whether its server answers; None where that was not tried, or nothing has to be reached.
        problem: Why it is not configured, or not as the settings say; empty if all is well.
        advice: What to do about it.
        model: Name of the model; empty for a grader without one.
        host: Host of the server; empty as above.
        key: Where the key comes from: ``environment``, ``keyring``, ``session``, or empty.
        won: A sentence for each setting that the environment overrides.
        checks: What was tried, in order.
    """

    name: GraderChoice
    configured: bool
    reachable: bool | None = None
    problem: str = ""
    advice: str = ""
    model: str = ""
    host: str = ""
    key: str = ""
    won: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()

    def document(self) -> dict[str, Any]:
        """The block ``grader`` of ``mockint doctor --json``."""
        return {
            "configured": self.configured,
            "reachable": self.reachable,
            "grader": self.name.value,
            "model": self.model or None,
            "host": self.host or None,
            "key": self.key or None,
            "notes": list(self.won),
            "checks": [check._asdict() for check in self.checks],
        }


def grader_state(services: Services, *, try_it: bool = False, key_timeout_s: float = KEY_TIMEOUT_S) -> GraderState:
    """Look at the grader that the settings choose.

    Args:
        services: Settings and keys.
        try_it: Send its server up to five small requests, which may cost a fraction of a cent; else nothing is sent.
        key_timeout_s: How long the keyring may take.
    """
    settings = services.settings.load().settings
    name = settings.grader
    if name is GraderChoice.OFF:
        return GraderState(
            name,
            configured=False,
            problem="No grader is configured: judged criteria stay 'Not judged yet'.",
            advice="Rounds, hidden tests and the measured bar work without one.",
        )
    if name is GraderChoice.OFFLINE:
        return GraderState(name, configured=True)
    endpoint = endpoint_of(settings, name.value)
    found = GraderState(
        name,
        configured=True,
        model=endpoint.model,
        host=host_of(endpoint),
        won=won_by_environment(name.value),
    )
    found = _with_key(services, found, key_timeout_s)
    if not found.key and is_local(endpoint):
        found = found._replace(configured=True, problem="", advice="")  # a server in the house may want none
    if not found.model:
        found = found._replace(configured=False, problem="No model is chosen.", advice="Name one in Settings.")
    return _tried(services, found) if try_it and found.configured else found


def _with_key(services: Services, state: GraderState, timeout_s: float) -> GraderState:
    variable = NAMES[state.name.value].key
    asked = services.remote_lane.submit(lambda: services.secrets.get_key(variable))
    try:
        key = asked.result(timeout_s)
    except TooLongError:
        return state._replace(
            configured=False,
            problem=f"The system's keyring did not answer within {timeout_s:g} seconds, so {variable} is not known.",
            advice=f"Unlock the keyring, or set {variable} in the environment.",
        )
    if key.source is not None:
        return state._replace(key=key.source)
    return state._replace(
        configured=False,
        problem=f"The grader has no key: {key.reason}",
        advice=f"Set {variable}, or choose the offline estimate in Settings.",
    )


def _tried(services: Services, state: GraderState) -> GraderState:
    client = client_maker(services, state.name.value, patience=ONCE)(lambda _: None)
    checks = check_connection(client, lambda _: None, threading.Event())
    answers = {"ok": True, "no": False, "unknown": None}
    bad = next((check for check in checks if check.state == "no" and check.name in {"reachable", "key", "model"}), None)
    return state._replace(
        reachable=answers[checks[0].state],
        checks=checks,
        problem="" if bad is None else f"The grader cannot be used: {bad.sentence}",
        advice="" if bad is None else "Rounds, hidden tests and the measured bar work without one.",
    )
