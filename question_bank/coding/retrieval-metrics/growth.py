"""Inputs for the growth of run time: four rankings of n / 4 documents, the last relevant one near the end."""

import random


def make_input(n, seed):
    """The arguments of the driver for n documents in all."""
    rng = random.Random(seed)
    grades, run = {}, {}
    for query in ("q0", "q1", "q2", "q3"):
        ranking = [f"{query}-{number}" for number in range(n // 4)]
        rng.shuffle(ranking)
        run[query] = ranking
        grades[query] = {document: rng.randint(1, 5) for document in (*rng.sample(ranking, 20), ranking[-1])}
    return grades, [["smallest_k", run, 1.0]]
