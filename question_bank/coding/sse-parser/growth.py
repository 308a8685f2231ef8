"""Inputs for the growth of run time: one long data line of n bytes, fed in pieces of eight bytes."""

import random


def make_input(n, seed):
    """The arguments of the driver for a stream of about n bytes."""
    rng = random.Random(seed)
    line = bytes(rng.choices(b"abcdefgh ", k=n))
    return [b"data: " + line + b"\n\n"], 8
