"""Where a model's server is: the address in the form that the SDKs want, the host to name, and whether it is near."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit, urlunsplit

from mockint.provider.base import Api, Endpoint, ProviderError

OFFICIAL: dict[Api, str] = {"messages": "https://api.anthropic.com", "openai": "https://api.openai.com"}
"""Where a client goes whose endpoint names no address."""

_NEAR_NAMES = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
_TAILS = ("/v1/messages", "/v1/chat/completions", "/v1")


def address_of(endpoint: Endpoint) -> str:
    """The full address without ``/v1`` and without a slash at its end; ``http`` is put before a near host without a scheme.

    Raises:
        ProviderError: If it is not the address of a server.
    """
    text = endpoint.base_url.strip()
    if not text:
        return OFFICIAL[endpoint.api]
    parts = _split(text if "://" in text else f"//{text}")
    host = "" if parts is None else parts.hostname or ""
    if parts is None or not host or " " in host or parts.scheme not in {"", "http", "https"}:
        raise ProviderError(
            "unreachable",
            "The address of the model's server is not one that can be called.",
            "Give it in Settings as https://HOST or http://HOST:PORT, or leave it empty for the official one.",
        )
    scheme = parts.scheme or ("http" if is_near(host) else "https")
    path = parts.path.rstrip("/")
    for tail in _TAILS:
        path = path.removesuffix(tail)
    return urlunsplit((scheme, parts.netloc, path, "", ""))


def host_of(endpoint: Endpoint) -> str:
    """Host and port alone, for records and sentences; never a user or password that stands in the address."""
    try:
        parts = urlsplit(address_of(endpoint))
    except ProviderError:
        return "unknown host"
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else (parts.hostname or "")
    return f"{host}:{parts.port}" if parts.port else host


def is_local(endpoint: Endpoint) -> bool:
    """Whether the server is on this machine or in the house, so that its tokens have no price."""
    try:
        return is_near(urlsplit(address_of(endpoint)).hostname or "")
    except ProviderError:
        return False


def is_loopback(endpoint: Endpoint) -> bool:
    """Whether the server is on this machine, where no proxy leads."""
    host = urlsplit(address_of(endpoint)).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or host.startswith("127.") or host == "::1"


def is_near(host: str) -> bool:
    """Whether a host is this machine or in a private network, as far as its name or number tells."""
    try:
        number = ipaddress.ip_address(host.split("%", maxsplit=1)[0])
    except ValueError:
        return "." not in host or host.lower().endswith(_NEAR_NAMES)
    return number.is_loopback or number.is_private or number.is_link_local


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts
