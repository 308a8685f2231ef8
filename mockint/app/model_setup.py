"""What Settings shows and does about models: keys, a test of the connection, the check of the grader, and every call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from statistics import fmean
from typing import Any, Final, NamedTuple

from mockint.app.model_client import NAMES, client_maker, endpoint_of, won_by_environment
from mockint.app.services import Services
from mockint.app.spending import Month, this_month
from mockint.domain.calls import ModelCall
from mockint.errors import KnownError
from mockint.provider.address import host_of
from mockint.provider.base import ProviderError
from mockint.provider.client import ModelClient
from mockint.provider.connection import ONCE, Check, check_connection
from mockint.settings.secrets import KEY_NAMES, Key

_TITLES: Final = {"ANTHROPIC_API_KEY": "Claude", "OPENAI_API_KEY": "OpenAI"}
_SOURCES: Final = {
    "keyring": "Kept in the system's keyring.",
    "session": "Held for this session only; it is gone when mockint ends.",
}

_SESSION_ONLY: Final = "A key that you paste here is held for this session only."


class KeyState(NamedTuple):
    """Where a key comes from, without the key.

    Attributes:
        name: The environment's name for it.
        title: Whose key it is.
        source: ``environment``, ``keyring``, ``session``, or empty for none.
        sentence: The same for the user, with the reason where it is not kept.
    """

    name: str
    title: str
    source: str
    sentence: str


class Connection(NamedTuple):
    """What a test of the connection found.

    Attributes:
        checks: One for each thing that is needed.
        models: Names that the server lists; empty where it does not.
    """

    checks: tuple[Check, ...]
    models: tuple[str, ...]


class CheckFigures(NamedTuple):
    """The last check of the grader in use.

    Attributes:
        grader: Name of the grader in use now.
        summary: What was found, in a sentence or two; empty where it was never checked.
        made: When; empty as above.
        changed: What is no longer as it was, in a sentence; empty where nothing is.
    """

    grader: str
    summary: str = ""
    made: str = ""
    changed: str = ""


class CallsPage(NamedTuple):
    """Some calls, newest first; `more` says whether older ones follow."""

    calls: tuple[ModelCall, ...]
    more: bool


class ModelSetup:
    """Every method blocks, on the keyring, the history or a server, and is called on a remote lane."""

    def __init__(self, services: Services) -> None:
        self._services = services

    # Keys

    def keys(self) -> tuple[KeyState, ...]:
        """Where each key comes from."""
        return tuple(_state(name, self._services.secrets.get_key(name)) for name in KEY_NAMES)

    def keep_key(self, name: str, text: str) -> KeyState:
        """Keep a key in the keyring, or for this session where there is none.

        Raises:
            KnownError: If it is empty, or the environment sets it.
        """
        return _state(name, self._services.secrets.set_key(name, text))

    def remove_key(self, name: str) -> KeyState:
        """Forget a key."""
        return _state(name, self._services.secrets.delete_key(name))

    # The connection

    def target(self) -> str:
        """What a test would try, and what the environment decides in place of the settings, in a sentence or two."""
        grader = self._model_grader()
        endpoint = endpoint_of(self._services.settings.load().settings, grader)
        tried = f"Tries {endpoint.model or 'no model'} at {host_of(endpoint)}."
        return " ".join((tried, *won_by_environment(grader)))

    def test_connection(self, told: Callable[[Check], None], cancel: threading.Event) -> Connection:
        """Try what is needed of the model's server, and ask it for its models' names.

        Args:
            told: Called on this thread with each thing as it becomes known.
            cancel: Ends the test soon.
        """
        client = client_maker(self._services, self._model_grader(), patience=ONCE)(_drop)
        assert isinstance(client, ModelClient)
        checks = check_connection(client, told, cancel)
        reachable = checks[0].state == "ok" and not cancel.is_set()
        return Connection(checks, _names(client) if reachable else ())

    def model_names(self) -> tuple[str, ...]:
        """Names that the server lists; none without a key, and none where it does not answer."""
        grader = self._model_grader()
        if self._services.secrets.get_key(NAMES[grader].key).secret is None:
            return ()
        client = client_maker(self._services, grader, patience=ONCE)(_drop)
        assert isinstance(client, ModelClient)
        return _names(client)

    # The check of the grader

    def last_check(self) -> CheckFigures:
        """The last check, and whether it still speaks for the grader in use."""
        from mockint.app.grader_check import changed_since, kept_result

        grader, model, version = self._grader_now()
        kept = kept_result(self._services.home)
        if kept is None or kept.get("grader") != grader:
            return CheckFigures(grader)
        made = datetime.fromisoformat(str(kept["at"])).astimezone().strftime("%d %b %Y, %H:%M").lstrip("0")
        who = f" with {kept['model']}" if kept.get("model") else ""
        return CheckFigures(grader, summary_of(kept), f"{made}{who}", changed_since(kept, grader, model, version))

    def price_of_check(self) -> str:
        """What a check of the grader in use would cost, as a sentence; empty for one that costs nothing."""
        from mockint.app.grader_check import gradings
        from mockint.app.grading import make_grader
        from mockint.graders.model import ModelGrader

        grader = make_grader(self._services, self._grader_now()[0])  # type: ignore[arg-type]
        if not isinstance(grader, ModelGrader):
            return ""
        plan = gradings(self._services)
        guesses = [grader.estimate(reading) for reading in plan.samples]
        known = [guess.price.usd for guess in guesses if guess.price.usd is not None]
        price = f"about {fmean(known) * plan.number:.2f} USD" if known else str(guesses[0].price)
        return f"{plan.number} gradings by {self._grader_now()[1]}, an estimate: {price}. Answers of the gold set are sent there."

    def run_check(self, told: Callable[[str], None], cancel: threading.Event) -> CheckFigures:
        """Check the grader in use on the gold set and keep the result.

        Raises:
            KnownError: If the gold set cannot be read, the grader gives no levels, or it was cancelled.
        """
        from mockint.app.grader_check import check_grader, keep_result
        from mockint.app.grading import make_grader

        grader = make_grader(self._services, self._grader_now()[0])  # type: ignore[arg-type]

        def tell(words: str) -> None:
            if cancel.is_set():
                raise KnownError("The check was stopped; the last result is as it was.")
            told(words)

        document = check_grader(self._services, grader, tell, cancel=cancel)
        keep_result(self._services.home, document, self._services.clock.now().wall)
        return self.last_check()

    # Calls

    def calls(self, limit: int, before: ModelCall | None = None) -> CallsPage:
        """Some calls of models, newest first.

        Args:
            limit: At most so many.
            before: Only older ones than this.
        """
        found = self._services.stored(lambda store: store.model_calls(limit + 1, before))
        return CallsPage(found[:limit], len(found) > limit)

    def month(self) -> Month:
        """What this month has cost."""
        return this_month(self._services)

    def _model_grader(self) -> str:
        """The API that is asked: the grader's, or for an interviewer beside another grader Claude's."""
        chosen = self._services.settings.load().settings.grader.value
        return chosen if chosen in NAMES else "messages"

    def _grader_now(self) -> tuple[str, str, str]:
        """Name, model and prompt version of the grader in use; with none in use the offline one."""
        from mockint.graders.prompt import PROMPT_VERSION

        settings = self._services.settings.load().settings
        chosen = settings.grader.value
        if chosen in NAMES:
            return chosen, endpoint_of(settings, chosen).model, PROMPT_VERSION
        return "offline", "", ""


def summary_of(kept: Mapping[str, Any]) -> str:
    """The figures of a kept check in words."""
    attacks = kept.get("attacks") or {}
    parts = (
        f"Agreement with settled levels (weighted kappa) {_figure(kept.get('qwk'))}",
        f"within one level {_share(kept.get('within_one'))}",
        f"leniency {_figure(kept.get('leniency'), signed=True)} levels",
        f"{attacks.get('resisted', 0)} of {attacks.get('tried', 0)} attacks resisted",
        f"the same when graded again {_share((kept.get('retest') or {}).get('same'))}",
    )
    return f"{', '.join(parts)}; on {kept.get('n', 0)} answers."


def _figure(value: float | None, *, signed: bool = False) -> str:
    if value is None:
        return "not defined"
    return f"{value:+.2f}" if signed else f"{value:.2f}"


def _share(value: float | None) -> str:
    return "not defined" if value is None else f"{100 * value:.0f} %"


def _state(name: str, key: Key) -> KeyState:
    if key.source == "environment":
        sentence = f"From the environment ({name}), which wins over a key kept here."
    else:
        warning = "" if key.source or "cannot be used" not in key.reason else _SESSION_ONLY
        sentence = " ".join(part for part in (_SOURCES.get(key.source or "", ""), key.reason, warning) if part)
    return KeyState(name, _TITLES.get(name, name), key.source or "", sentence)


def _names(client: ModelClient) -> tuple[str, ...]:
    try:
        return client.models()
    except ProviderError:
        return ()


def _drop(_: ModelCall) -> None:
    """The history has the call already."""
