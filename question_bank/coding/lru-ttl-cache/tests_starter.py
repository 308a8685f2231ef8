# Each function named test_... is run once. The names of your solution can be used directly.


def test_an_entry_expires():
    now = 0
    cache = Cache(capacity=2, ttl_ms=100, clock=lambda: now)
    cache.put("a", 1)
    now = 99
    assert cache.get("a") == 1
    now = 100
    assert cache.get("a") is None
