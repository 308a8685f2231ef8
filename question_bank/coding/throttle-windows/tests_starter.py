# Each function named test_... is run once. The names of your solution can be used directly.


def test_overlapping_windows_are_one_span():
    assert throttled([(5, 12, "b"), (0, 10, "a")]) == [(0, 12)]
