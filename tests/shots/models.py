"""Scenes of Settings about models: a server that answers, one that refuses, a price that is asked about, and the calls."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QScrollArea, QWidget

from mockint.clock import SystemClock
from mockint.domain.calls import ModelCall, Usage
from mockint.gateway.fake import running as serving
from mockint.paths import Home
from mockint.settings.store import SettingsStore
from ui.pages.settings import SettingsPage
from ui.shots import Scene

if TYPE_CHECKING:
    from mockint.app.services import Services
    from ui.application import WindowApp

_KEY: Final = "ANTHROPIC_API_KEY"
_LONG: Final = "gateway/a-very-long-name-of-a-model-with-its-region-and-a-date-2026-11-01"
_FAULT: Final = "The server asks to wait: too many requests in a minute. Try again after 12 seconds."


@contextlib.contextmanager
def prepared(home: Home) -> Iterator[None]:
    """A fake server on loopback that the home's settings name."""
    with serving() as server:
        settings = SettingsStore(home.settings)
        settings.change("grader", "messages")
        settings.change("base_url", server.url)
        os.environ[_KEY] = server.token
        yield


def model_scenes() -> tuple[Scene, ...]:
    """The scenes in order."""
    return (
        Scene("settings-first", lambda r: _page(r)._hide_calls(), lambda r: "grader" in _page(r).controls),
        Scene("settings-grading", lambda r: _look_at(r, _page(r).controls["grader"])),
        Scene("model-calls-empty", lambda r: _page(r)._show_calls()),
        Scene("settings-connection", _test, _is_tested),
        Scene("settings-price", _ask_price, lambda r: _page(r).models.check.go.isVisible()),
        Scene("model-calls", _show_calls),
    )


def _page(running: WindowApp) -> SettingsPage:
    running.window.go_to("settings")
    found = running.window.page("settings")
    assert isinstance(found, SettingsPage)
    return found


def _look_at(running: WindowApp, what: QWidget) -> None:
    page = _page(running)
    page._hide_calls()
    scroll = page._stack.widget(0)
    assert isinstance(scroll, QScrollArea)
    scroll.ensureWidgetVisible(what, 0, 0)
    top = what.mapTo(scroll.viewport(), what.rect().topLeft()).y()
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().value() + top - 60)


def _test(running: WindowApp) -> None:
    models = _page(running).models
    _look_at(running, models)
    models._test()


def _is_tested(running: WindowApp) -> bool:
    return _page(running).models.connection.test.isEnabled()


def _ask_price(running: WindowApp) -> None:
    models = _page(running).models
    _look_at(running, models)
    models._ask_price()


def _show_calls(running: WindowApp) -> None:
    assert running.rounds is not None
    services: Services = running.rounds._services
    services.stored(lambda store: store.add_model_calls(map(_call, range(450))))
    _page(running)._show_calls()


def _call(number: int) -> ModelCall:
    """One of many, of every kind."""
    outcome = ("done", "done", "done", "rate_limit", "refusal")[number % 5]
    is_done = outcome == "done"
    note = ("known", "unknown", "local", "known")[number % 4]
    return ModelCall(
        id=f"call-{number}",
        made=SystemClock().now().wall - timedelta(minutes=7 * number),
        purpose=("grading", "interviewer", "connection test")[number % 3],
        model=("claude-sonnet-5-5", _LONG)[number % 2],
        host="api.anthropic.com",
        usage=Usage(input_tokens=2100 + number, cache_read=4000, output_tokens=700) if is_done else Usage(),
        price_usd=(0.0213 if is_done else 0.0) if note == "known" else None,
        price_note=note,
        seconds=3.2,
        outcome=outcome,
        message="" if is_done else _FAULT,
    )
