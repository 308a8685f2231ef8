"""Spans of calls and an event for each judged criterion, sent where the user's environment names a collector.

Nothing is imported or sent unless ``OTEL_EXPORTER_OTLP_ENDPOINT`` is set and the extra ``otel`` is installed. Contents
never go out: no prompt, no answer, no quote.
"""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

ENDPOINT_VARIABLES = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_NAME = "mockint"

_log = logging.getLogger(__name__)


class Tracing:
    """A tracer of our own; the process's global one is left alone."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider

    def sdk_option(self) -> Any:
        """What the ``anthropic`` SDK takes: its own spans, metadata alone, whatever the environment says."""
        return {
            "tracer_provider": self._provider,
            "traces": {"content_mode": "metadata_only"},
            "propagation": False,
        }

    def evaluation_event(
        self, criterion: str, level: int | None, *, source: str, model: str = "", prompt_version: str = ""
    ) -> None:
        """Send one judged criterion as a ``gen_ai.evaluation.result`` event, on a span of its own.

        Args:
            criterion: Its id.
            level: 1 to 4; None for one that is not judged.
            source: Who judged: ``model``, ``offline``, ...
            model: Name of the model.
            prompt_version: Version of the prompt.
        """
        known = {"gen_ai.request.model": model, "mockint.prompt.version": prompt_version, "mockint.source": source}
        event: dict[str, Any] = {"gen_ai.evaluation.name": criterion}
        if level is None:
            event["gen_ai.evaluation.score.label"] = "ungraded"
        else:
            event |= {"gen_ai.evaluation.score.value": float(level), "gen_ai.evaluation.score.label": f"level {level}"}
        attributes = {key: value for key, value in known.items() if value}
        with self._provider.get_tracer(_NAME).start_as_current_span("evaluate", attributes=attributes) as span:
            span.add_event("gen_ai.evaluation.result", event)

    def close(self) -> None:
        """Send what waits, within the exporter's own time-out, and stop."""
        self._provider.shutdown()


def make_tracing(environ: Mapping[str, str]) -> Tracing | None:
    """Tracing where the environment asks for it; None where it does not, or the extra is not installed.

    Takes a second where it is on: call it on a remote lane.
    """
    if not any(environ.get(name, "").strip() for name in ENDPOINT_VARIABLES):
        return None
    if importlib.util.find_spec("opentelemetry") is None or importlib.util.find_spec("opentelemetry.sdk") is None:
        _log.info("a collector is named in the environment, but the extra 'otel' is not installed")
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": _NAME}), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return Tracing(provider)
