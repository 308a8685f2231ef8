# Each function named test_... is run once. The names of your solution can be used directly.


def test_one_word_is_cheaper_than_two():
    costs = {"the": 1, "lock": 4, "nut": 3, "locknut": 6}
    assert tuple(segment("thelocknut", costs)) == (7, ["the", "locknut"])
