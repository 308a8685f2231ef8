# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_request_leaves_the_window_after_a_minute():
    now = 5
    limiter = Limiter(max_requests=1, max_tokens=100, clock=lambda: now)
    assert limiter.acquire(10) == 1
    now = 60_004
    assert limiter.acquire(10) is None
    now = 60_005
    assert limiter.acquire(10) == 2
