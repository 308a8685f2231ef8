# Each function named test_... is run once. The names of your solution can be used directly.


def test_the_most_relevant_comes_first():
    assert rerank([1, 0], [[2, 5], [7, 1], [4, 4]], 1, 80) == [1]
