"""Inputs for the growth of run time: a log of n characters in which a part stands everywhere, and its end far away."""


def make_input(n, seed):
    """The arguments of locate for a source of n characters and a quote of five parts."""
    words = ["tick", "tack"]
    source = " ".join(words[(number + seed) % 2] for number in range(n // 5)) + " " * (n // 4) + "tock"
    return {"log": source}, [["log", "tick ... tack ... tick ... tack ... tock"]], n // 8
