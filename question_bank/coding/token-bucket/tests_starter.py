# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_new_bucket_is_full_and_then_empty():
    limiter = RateLimiter(capacity=2, refill_per_minute=60, clock=lambda: 0)
    assert [limiter.allow("oak") for _ in range(3)] == [True, True, False]
