# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_value_holds_from_its_moment_on():
    store = Store()
    store.put("model", "small", 100)
    assert store.get("model", 99) is None
    assert store.get("model", 100) == "small"
