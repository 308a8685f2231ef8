"""Inputs for the growth of run time: n calls within one window, half of which fail once."""


def make_input(n, seed):
    """The arguments of the driver for n calls."""
    options = {"attempts": 3, "base_ms": 1, "cap_ms": 8, "budget_percent": 60, "window_ms": 10**9}
    replies = [[[1, 503], [1, 200]], [[1, 200]]]
    return options, [[0, replies[(number + seed) % 2], {}] for number in range(n)], [500], "counts"
