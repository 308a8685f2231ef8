# Each function named test_... is run once. The names of your solution can be used directly.

SMALL = {"name": "small", "window": 8_000, "price_in": 2, "price_out": 6, "quality": {"chat": 4}}
LARGE = {"name": "large", "window": 128_000, "price_in": 60, "price_out": 240, "quality": {"chat": 8}}


def test_the_cheaper_model_that_is_good_enough():
    request = {"kind": "chat", "tokens_in": 1_000, "tokens_out": 500, "least": 4}
    assert route([request], [LARGE, SMALL]) == ["small"]
