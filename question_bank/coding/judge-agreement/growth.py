"""Inputs for the growth of run time: n cases, six grades, and the cases that pull kappa down."""

import random


def make_input(n, seed):
    """The arguments of the driver for n cases."""
    rng = random.Random(seed)
    human = {f"c{number}": rng.choice("abcdef") for number in range(n)}
    judge = {case: grade if rng.random() < 0.6 else rng.choice("abcdef") for case, grade in human.items()}
    return list("abcdef"), "pulls_down", judge, human, 50
