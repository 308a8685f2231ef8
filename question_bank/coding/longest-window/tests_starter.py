# Each function named test_... is run once. The names of your solution can be used directly.


def test_the_last_of_the_longest_runs_is_taken():
    assert tuple(longest_run([5, 1, 2, 4, 1, 1], 7)) == (3, 6)
