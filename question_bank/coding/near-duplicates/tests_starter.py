# Each function named test_... is run once. The names of your solution can be used directly.


def test_equal_texts_are_a_pair():
    assert near_duplicates(["clean the saw", "oil the vice", "Clean the  saw"], 100, 2) == [[0, 2]]
