# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_short_text_is_one_chunk():
    assert chunk("Cut two boards.\n", 20) == [(0, 15)]
