"""Draws a table of a judge's labels against people's, and asks for agreement, kappa and what slips through."""

import itertools
import random

SCENES = (
    ("Larkspur", "answers about repairs"),
    ("Quillmark", "summaries of contracts"),
    ("Hollowell", "handovers"),
    ("Saltmarsh Post", "archive answers"),
    ("Brackenfold", "advice on fields"),
    ("Wrenhouse", "letters to tenants"),
)
SCALES = (("fail", "pass"), ("bad", "fair", "good"))


def draw(seed: int) -> dict:
    """A table with two labels or with three."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while drawn is None or not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict | None:
    company, things = rng.choice(SCENES)
    labels = rng.choice(SCALES)
    size = len(labels)
    shares = [0.15 + 0.1 * rng.random(), *(0.35 + 0.3 * rng.random() for _ in labels[1:])]
    cases = rng.randrange(80, 320, 10)
    table = []
    for own in range(size):
        row_cases, keeps = round(cases * shares[own] / sum(shares)), rng.uniform(0.55, 0.92)
        rest = [rng.uniform(0.2, 1) / (1 + abs(own - other)) if other != own else 0.0 for other in range(size)]
        table.append(
            [
                round(row_cases * keeps) if other == own else round(row_cases * (1 - keeps) * rest[other] / sum(rest))
                for other in range(size)
            ]
        )
    total = sum(map(sum, table))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    agree = sum(table[place][place] for place in range(size)) / total
    chance = sum(row * column for row, column in zip(rows, columns, strict=True)) / total**2
    kappa = (agree - chance) / (1 - chance)
    missed = 1 - table[0][0] / rows[0]
    if not 0.2 <= kappa <= 0.85 or missed < 0.05:
        return None
    head = "people \\ judge" + "".join(f"{label:>8}" for label in labels)
    body = "\n".join(
        f"{label:<14}" + "".join(f"{cell:>8}" for cell in row) for label, row in zip(labels, table, strict=True)
    )
    prompt = (
        f"{company} wants to let a model judge {things}. For {total} of them there is a label of people too; rows are what people said, columns what the judge said.\n\n"
        f"```\n{head}\n{body}\n```\n\n"
        "Conventions: Cohen's kappa, unweighted; chance is what both would agree on if each drew labels independently with its own shares."
    )
    flat = 1 / size
    parts = [
        _number(
            "agree",
            "Share of cases on which both agree",
            "%",
            agree * 100,
            0.01,
            (chance * 100, "That is what chance alone would give."),
            (100 - agree * 100, "That is where they differ."),
        ),
        _number(
            "kappa",
            "Cohen's kappa",
            "",
            kappa,
            0.02,
            (agree, "That is the plain agreement; take chance out of it."),
            (agree - chance, "Divide by what chance leaves to win, 1 - chance."),
            (
                (agree - flat) / (1 - flat),
                f"That takes {flat:.0%} for chance; it follows from how often each uses each label.",
            ),
        ),
        _number(
            "missed",
            f"Of the cases that people call '{labels[0]}', the share that the judge does not call so",
            "%",
            missed * 100,
            0.02,
            (100 - missed * 100, "That is the share it does call so."),
            (
                (columns[0] - table[0][0]) / columns[0] * 100,
                f"That is a share of the judge's '{labels[0]}'; take it of the people's.",
            ),
            (missed * rows[0] / total * 100, "That is a share of all cases."),
            near=0.05,
        ),
    ]
    solution = (
        f"1. Agreement: ({' + '.join(str(table[place][place]) for place in range(size))}) / {total} = **{agree * 100:.1f} %**.\n"
        f"2. Chance: people's shares times the judge's, label by label: {' + '.join(f'{row}/{total} x {column}/{total}' for row, column in zip(rows, columns, strict=True))} = {chance:.3f}.\n"
        f"3. Kappa: ({agree:.3f} - {chance:.3f}) / (1 - {chance:.3f}) = **{kappa:.3f}**.\n"
        f"4. People call {rows[0]} cases '{labels[0]}'; the judge calls {rows[0] - table[0][0]} of those otherwise: **{missed * 100:.1f} %**.\n\n"
        "High agreement is cheap when one label is common: a judge that always says the common one agrees often and knows nothing. Kappa takes that out; and the last number is what a gate "
        "with this judge would let through."
    )
    expected = sum(row * column / total for row, column in zip(rows, columns, strict=True))
    hits = sum(table[place][place] for place in range(size))
    right = {
        "agree": f"{agree * 100:.1f}",
        "kappa": f"{(hits - expected) / (total - expected):.3f}",
        "missed": f"{100 - 100 * table[0][0] / rows[0]:.1f} %",
    }
    tries = [
        {"name": "in counts", "answers": right, "verdict": "right"},
        {"name": "chance subtracted alone", "answers": right | {"kappa": f"{agree - chance:.4f}"}, "verdict": "nearly"},
        {
            "name": "agreement for kappa, the other share",
            "answers": {
                "agree": f"{agree * 100:.2f}",
                "kappa": f"{agree:.4f}",
                "missed": f"{table[0][0] / rows[0] * 100:.3f}",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _number(
    name: str, asks: str, unit: str, answer: float, tolerance: float, *slips: tuple, near: float | None = None
) -> dict:
    part = {"id": name, "asks": asks, "kind": "number", "unit": unit, "answer": answer, "tolerance": tolerance}
    return part | {"near": near, "slips": [{"answer": value, "says": says} for value, says in slips]}


def _apart(part: dict) -> bool:
    """Whether no slip could be taken for the answer, nor for another slip."""
    if part["kind"] != "number":
        return True
    near = 3 * part["tolerance"] if part["near"] is None else part["near"]
    wrong = [slip["answer"] for slip in part["slips"]]
    pairs = itertools.combinations(wrong, 2)
    return all(abs(one - part["answer"]) > near * abs(part["answer"]) for one in wrong) and all(
        abs(one - other) > 2 * part["tolerance"] * abs(one) for one, other in pairs
    )
