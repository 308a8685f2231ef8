# Each function named test_... is run once. The names of your solution can be used directly.


def test_the_direction_counts_and_not_the_length():
    index = Index()
    index.add("far", [1, 9])
    index.add("near", [5, 1])
    assert index.search([1, 0], 2) == ["near", "far"]
