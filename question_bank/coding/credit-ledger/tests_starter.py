# Each function named test_... is run once. The names of your solution can be used directly.


def test_credits_are_gone_when_they_expire():
    assert settle([["grant", "g1", 0, 10, 100]], [99, 100]) == ([10, 0], [])
