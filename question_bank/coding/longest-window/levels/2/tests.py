"""Random chats with speakers, of which every run is looked at, the longest first."""

import random


def expected(tokens, budget, speakers, portrait):
    """The first run that fits, going from long ones to short ones and from late ones to early ones."""
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length, -1, -1):
            run = slice(start, start + length)
            if sum(tokens[run]) + portrait * len(set(speakers[run])) <= budget:
                return [start, start + length]
    return [0, 0]


def generate(seed):
    """Three small tests."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (size, people, portrait, budget) in enumerate([(40, 4, 6, 30), (60, 9, 10, 60), (60, 3, 1, 25)], 1):
        tokens = [rng.randint(0, 6) for _ in range(size)]
        speakers = [f"s{rng.randrange(people)}" for _ in range(size)]
        tests.append(
            {
                "name": f"random speakers {number}",
                "args": [tokens, budget],
                "kwargs": {"speakers": speakers, "portrait": portrait},
                "expected": expected(tokens, budget, speakers, portrait),
            }
        )
    return tests
