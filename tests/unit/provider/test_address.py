from __future__ import annotations

import pytest

from mockint.provider.address import address_of, host_of, is_local, is_loopback
from mockint.provider.base import Api, Endpoint, ProviderError


@pytest.mark.parametrize(
    ("given", "address", "host", "local"),
    [
        ("", "https://api.anthropic.com", "api.anthropic.com", False),
        ("http://localhost:11434", "http://localhost:11434", "localhost:11434", True),
        ("localhost:11434/v1/", "http://localhost:11434", "localhost:11434", True),
        ("127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080", True),
        ("http://[::1]:8080/v1", "http://[::1]:8080", "[::1]:8080", True),
        ("http://192.168.1.5:1234", "http://192.168.1.5:1234", "192.168.1.5:1234", True),
        ("http://box.local:1234", "http://box.local:1234", "box.local:1234", True),
        ("https://openrouter.ai/api/v1", "https://openrouter.ai/api", "openrouter.ai", False),
        ("openrouter.ai/api", "https://openrouter.ai/api", "openrouter.ai", False),
        ("https://user:word@example.com/v1/messages?x=1#y", "https://user:word@example.com", "example.com", False),
        ("http://8.8.8.8:80", "http://8.8.8.8:80", "8.8.8.8:80", False),
    ],
)
def test_addresses_are_put_in_one_form(given: str, address: str, host: str, local: bool) -> None:
    endpoint = Endpoint(base_url=given, model="m")
    assert address_of(endpoint) == address
    assert host_of(endpoint) == host
    assert is_local(endpoint) is local


@pytest.mark.parametrize(
    "given", ["http://", "ftp://host/x", "http://host:99999", "http://host:port", "http://[::1", "not a url"]
)
@pytest.mark.parametrize("api", ["messages", "openai"])
def test_what_is_no_address_is_a_fault_with_a_next_step(given: str, api: Api) -> None:
    endpoint = Endpoint(api=api, base_url=given, model="m")
    with pytest.raises(ProviderError, match="The address of the model's server") as raised:
        address_of(endpoint)
    assert raised.value.kind == "unreachable"
    assert "Settings" in raised.value.how
    assert host_of(endpoint) == "unknown host"
    assert not is_local(endpoint)


def test_loopback_is_this_machine_alone() -> None:
    hosts = ("127.0.0.1", "localhost", "api.localhost", "[::1]", "192.168.1.5", "example.com")
    assert [is_loopback(Endpoint(base_url=f"http://{host}", model="m")) for host in hosts] == [True] * 4 + [False] * 2
