from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.provider.base import Ask, Endpoint, FaultKind, ProviderError, Strategy
from mockint.provider.capabilities import Capabilities, assumed, find_capabilities, first_object

WAYS: tuple[Strategy, ...] = ("schema", "tool", "words")
RIGHT = '{"word": "ready", "number": 7}'


def _server(**texts: str | ProviderError):  # type: ignore[no-untyped-def]
    def ask(probe: Ask, way: Strategy) -> str:
        assert probe.schema is not None
        text = texts[way]
        if isinstance(text, ProviderError):
            raise text
        return text

    return ask


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"schema": RIGHT}, Capabilities("schema", validated=True)),
        ({"schema": "Ready! 7.", "tool": RIGHT}, Capabilities("tool", validated=True)),
        ({"schema": '{"word": "ready"}', "tool": "[]", "words": RIGHT}, Capabilities("words", validated=True)),
        ({"schema": "a", "tool": "b", "words": "c"}, Capabilities("words", validated=False)),
        (
            {"schema": ProviderError("bad_request", "No."), "tool": ProviderError("server", "No."), "words": RIGHT},
            Capabilities("words", validated=True),
        ),
    ],
)
def test_a_reply_is_believed_only_when_it_is_right(texts: dict[str, str | ProviderError], found: Capabilities) -> None:
    assert find_capabilities(_server(**texts), WAYS) == found


@pytest.mark.parametrize("kind", ["key_refused", "unreachable", "rate_limit", "cancelled", "not_found"])
def test_a_server_that_cannot_be_asked_is_no_server_without_schemas(kind: FaultKind) -> None:
    with pytest.raises(ProviderError):
        find_capabilities(_server(schema=ProviderError(kind, "No.")), WAYS)


def test_official_services_need_no_probe() -> None:
    assert assumed(Endpoint(model="m")) == Capabilities("schema", validated=False)
    assert assumed(Endpoint(api="openai", model="m")) == Capabilities("schema", validated=False)
    assert assumed(Endpoint(base_url="http://localhost:1", model="m")) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Sure! ```json\n{"a": {"b": 1}}\n``` Anything else?', '{"a": {"b": 1}}'),
        ('{"a": "}"} {"b": 2}', '{"a": "}"}'),
        ('{oops} then {"a": 1}', '{"a": 1}'),
        ("no object", "no object"),
        ('{"a": ', '{"a": '),
        ("", ""),
        ("{" * 5000, "{" * 5000),
    ],
)
def test_the_first_whole_object_is_found(text: str, found: str) -> None:
    assert first_object(text) == found


_json = st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text()), max_size=5)


@given(before=st.text().filter(lambda text: "{" not in text), value=_json, after=st.text())
def test_an_object_is_found_whatever_stands_around_it(before: str, value: dict[str, object], after: str) -> None:
    assert json.loads(first_object(f"{before}{json.dumps(value)}{after}")) == value
