# Each function named test_... is run once. The names of your solution can be used directly.


def test_the_oldest_goes_first():
    rules = {"id": "m0", "role": "system", "tokens": 10}
    old = {"id": "m1", "role": "user", "tokens": 50}
    new = {"id": "m2", "role": "user", "tokens": 60}
    assert fit([rules, old, new], 100) == [rules, new]
