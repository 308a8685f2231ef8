from __future__ import annotations

import pytest

from mockint.domain.calls import Usage
from mockint.provider.base import Endpoint
from mockint.provider.prices import Price, estimate, price_of

USAGE = Usage(input_tokens=2000, cache_read=4000, output_tokens=1500)
CLAUDE = Endpoint(model="claude-sonnet-4-5")


def test_a_known_model_has_a_price_and_the_cache_makes_it_cheaper() -> None:
    price = price_of(CLAUDE, USAGE)
    # 2,000 at 3 USD a million, 4,000 at 0.30, 1,500 at 15.
    assert price.usd == pytest.approx(0.006 + 0.0012 + 0.0225)
    assert price.note == "known"
    assert str(price) == "0.0297 USD"
    written = price_of(CLAUDE, Usage(input_tokens=2000, cache_creation=4000, output_tokens=1500))
    assert written.usd is not None
    assert written.usd == pytest.approx(0.006 + 0.015 + 0.0225)


@pytest.mark.parametrize(
    ("endpoint", "note", "words"),
    [
        (Endpoint(model="never-heard-of"), "unknown", "price unknown"),
        (Endpoint(base_url="https://models.example.com", model="claude-sonnet-4-5"), "unknown", "price unknown"),
        (Endpoint(base_url="http://localhost:11434", model="qwen3"), "local", "local"),
        (Endpoint(base_url="http://10.0.0.7:8000", model="claude-sonnet-4-5"), "local", "local"),
    ],
)
def test_what_has_no_price_is_never_shown_as_free(endpoint: Endpoint, note: str, words: str) -> None:
    price = price_of(endpoint, USAGE)
    assert price == Price(None, note)  # type: ignore[arg-type]
    assert str(price) == words


def test_openai_has_prices_of_its_own() -> None:
    price = price_of(Endpoint(api="openai", model="gpt-5"), Usage(input_tokens=1_000_000))
    assert price.note == "known"
    assert price.usd is not None
    assert price.usd > 0.5


def test_the_servers_own_name_of_the_model_counts_first() -> None:
    alias = Endpoint(model="my-alias")
    assert price_of(alias, USAGE).note == "unknown"
    assert price_of(alias, USAGE, "claude-sonnet-4-5").note == "known"


def test_an_estimate_says_that_it_is_one() -> None:
    guessed = estimate(CLAUDE, "x" * 4001, None, 500)
    assert guessed.input_tokens == 1001
    assert str(guessed).startswith("an estimate: 0.0")
    assert "about 1,001 tokens in, up to 500 out" in str(guessed)
    assert "counted 900 tokens" in str(estimate(CLAUDE, "", 900, 500))


def test_a_cached_prefix_is_paid_once_in_three_runs() -> None:
    three = estimate(CLAUDE, "", 6000, 1000, calls=3, cached_tokens=4000)
    alone = estimate(CLAUDE, "", 6000, 1000)
    assert three.input_tokens == 18_000
    assert three.price.usd is not None
    assert alone.price.usd is not None
    assert three.price.usd < 3 * alone.price.usd
