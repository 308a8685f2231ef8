# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_chunk_that_does_not_fit_begins_a_batch():
    batches, too_large = pack([4, 5, 3], 10, 5)
    assert [list(batch) for batch in batches] == [[0, 1], [2]]
    assert list(too_large) == []
