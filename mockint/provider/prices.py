"""What calls cost, from the price list that ships with ``genai-prices``; nothing is fetched."""

from __future__ import annotations

from typing import Literal, NamedTuple

from mockint.domain.calls import Usage
from mockint.provider.address import address_of, is_local
from mockint.provider.base import Endpoint

Note = Literal["known", "unknown", "local"]


class Price(NamedTuple):
    """A price, or why there is none.

    Attributes:
        usd: US dollars; None unless `note` is ``known``: a call is never shown as free.
        note: ``known``, ``unknown`` or ``local``.
    """

    usd: float | None
    note: Note

    def __str__(self) -> str:
        if self.usd is None:
            return "local" if self.note == "local" else "price unknown"
        return f"{self.usd:.4f} USD" if self.usd < 0.1 else f"{self.usd:.2f} USD"


class Estimate(NamedTuple):
    """What a request will cost, before it is sent.

    Attributes:
        counted: Whether the server counted the input; else it is a quarter of the characters.
    """

    price: Price
    input_tokens: int
    output_tokens: int
    counted: bool

    def __str__(self) -> str:
        about = "counted" if self.counted else "about"
        return f"an estimate: {self.price} ({about} {self.input_tokens:,} tokens in, up to {self.output_tokens:,} out)"


def price_of(endpoint: Endpoint, usage: Usage, model: str = "") -> Price:
    """The price of a call.

    Args:
        endpoint: Where it went.
        usage: Its tokens.
        model: The model by the server's word, if it gave one.
    """
    if is_local(endpoint):
        return Price(None, "local")
    from genai_prices import Usage as Priced
    from genai_prices import calc_price

    priced = Priced(
        # The list counts what the cache took into the input; the Messages API tells the three apart.
        input_tokens=usage.input_tokens + usage.cache_read + usage.cache_creation,
        cache_read_tokens=usage.cache_read,
        cache_write_tokens=usage.cache_creation,
        output_tokens=usage.output_tokens,
    )
    for name in dict.fromkeys((model, endpoint.model)):
        try:
            found = calc_price(priced, name, provider_api_url=address_of(endpoint))
        except LookupError:
            continue
        return Price(float(found.total_price), "known")
    return Price(None, "unknown")


def estimate(
    endpoint: Endpoint, text: str, counted: int | None, output_tokens: int, *, calls: int = 1, cached_tokens: int = 0
) -> Estimate:
    """What some calls of the same size will cost.

    Args:
        endpoint: Where they go.
        text: All text of one request, from which the tokens are guessed where they are not counted.
        counted: Input tokens of one request by the server's count; None where it cannot count.
        output_tokens: Tokens that one reply may have.
        calls: How many.
        cached_tokens: Tokens of the prefix that every call but the first finds in the cache.
    """
    tokens = counted if counted is not None else -(-len(text) // 4)
    cached = min(cached_tokens, tokens)
    usage = Usage(
        input_tokens=(tokens - cached) * calls,
        cache_creation=cached,
        cache_read=cached * (calls - 1),
        output_tokens=output_tokens * calls,
    )
    return Estimate(price_of(endpoint, usage), tokens * calls, output_tokens * calls, counted is not None)
