# Each function named test_... is run once. The names of your solution can be used directly.


def test_the_better_score_comes_first():
    left = iter([(9, "saw"), (2, "vice")])
    right = iter([(5, "drill")])
    assert list(merge([left, right])) == [(9, "saw"), (5, "drill"), (2, "vice")]
