# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_failed_request_is_sent_again():
    slept = []
    replies = iter([{"status": 500}, {"status": 200}])
    retrier = Retrier(lambda: 0, slept.append, lambda most: most, attempts=3, base_ms=40, cap_ms=900)
    assert retrier.call(lambda: next(replies)) == {"status": 200}
    assert slept == [40]
