# Each function named test_... is run once. The names of your solution can be used directly.


def test_an_object_in_prose():
    assert extract('Here it is: {"bolt": 8} - done.') == [{"bolt": 8}]
