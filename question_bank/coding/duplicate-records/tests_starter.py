# Each function named test_... is run once. The names of your solution can be used directly.


def test_the_same_phone_is_the_same_customer():
    records = [[["phone", "0151"]], [["phone", "0170"]], [["phone", "0151"]]]
    assert customers(records) == [[0, 2], [1]]
