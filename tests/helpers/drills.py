"""A pack of one ops drill and one concept question, both of which keep every rule."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.packs import write_files

OPS_ID = "7b0d6d3e-0f5c-4a86-9b3e-94c7f3d1a001"
CONCEPT_ID = "7b0d6d3e-0f5c-4a86-9b3e-94c7f3d1a002"
_HEADER = """id = "{id}"
slug = "{slug}"
title = "{title}"
kind = "{kind}"
version = 1
difficulty = 2
minutes = 4
summary = "A small one."

[skills]
{skill} = 1.0
"""
DRILL = """import random


def draw(seed):
    rng = random.Random(seed)
    vectors, dimensions = rng.randrange(100, 900) * 1000, rng.choice([384, 768, 1024])
    size = vectors * dimensions * 4 / 1e9
    options = [{"text": "float32", "right": True}, {"text": "int8", "says": "That has one byte."}]
    rng.shuffle(options)
    right = "ab"[[option["text"] for option in options].index("float32")]
    return {
        "prompt": f"{vectors:,} vectors of {dimensions} numbers of four bytes; GB = 10^9 bytes.",
        "parts": [
            {
                "id": "size",
                "asks": "How large are they?",
                "kind": "number",
                "unit": "GB",
                "answer": size,
                "tolerance": 0.02,
                "slips": [{"answer": size * 2, "says": "That counts 8 bytes a number."}],
            },
            {"id": "type", "asks": "Which type is it?", "kind": "choice", "options": options},
        ],
        "solution": f"{vectors:,} x {dimensions} x 4 bytes = {size:.2f} GB.",
        "tries": [
            {"name": "in MB", "answers": {"size": f"{size * 1000:.3f} MB", "type": right}, "verdict": "right"},
            {"name": "no type", "answers": {"size": f"{size:.4f}"}, "verdict": "nearly"},
            {"name": "doubles", "answers": {"size": f"{size * 2:.4f} GB"}, "verdict": "wrong"},
        ],
    }
"""
_PROMPT = (
    "Your search returns a page for every query, also for those that the pages do not answer. How would you notice?"
)
_SAID = {
    2: (
        "You keep a small set of questions that have no answer.",
        "Write queries that nothing answers and look at what comes back.",
        "A list of unanswerable questions belongs to the test.",
        ["no answer", "unanswerable", "nothing answers"],
    ),
    3: (
        "The score of the best page is compared with a threshold found on labelled queries.",
        "Below a cut on the similarity, fitted to labels, it abstains.",
        "I would tune a threshold on annotated examples.",
        ["threshold", "cut"],
    ),
    4: (
        "The threshold moves when the embedding model is changed, so it is measured again.",
        "A new model has other similarities, and the cut has to be fitted anew.",
        "After swapping embeddings nobody may trust yesterday's number.",
        ["embedding", "new model", "similarities"],
    ),
}
_MORE = {
    2: ("Wrong pages are counted apart from missing ones.", "I count errors of two kinds.", ["apart", "two kinds"]),
    3: ("People mark a sample each week.", "Annotators label some queries weekly.", ["week", "weekly"]),
}


def concept_files(slug: str = "no-answer") -> dict[str, str]:
    """Path and text of every file of a concept question."""
    blocks = []
    for level, (says, *ways, terms) in [*_SAID.items(), *_MORE.items()]:
        ways = [*ways, "It is said otherwise here.", "Or so, by somebody else."][:3]
        blocks.append(
            f'[[points]]\ncriterion = "knowledge"\nlevel = {level}\nsays = "{says}"\nways = {ways}\nterms = {terms}\n'
        )
    answers = {
        ("level-1", 1): "I would ask a colleague who knows the product better than I do.",
        ("level-2", 2): f"{_SAID[2][1]} {_MORE[2][0]}",
        ("level-3", 3): f"{_SAID[2][0]} {_MORE[2][1]} {_SAID[3][0]} {_MORE[3][0]}",
        ("level-4", 4): f"{_SAID[2][2]} {_MORE[2][0]} {_SAID[3][1]} {_MORE[3][1]} {_SAID[4][0]}",
        ("smooth", 1): "The database guarantees that only pages which answer are ever returned, by its consistency.",
        ("right", 3): f"{_SAID[2][1]} {_SAID[3][2]} {_SAID[4][1]} {_MORE[2][1]} {_MORE[3][1]}",
        ("nearly", 2): f"{_SAID[2][2]} {_MORE[2][1]}",
        ("wrong", 1): "More pages would help, and a larger machine.",
    }
    samples = [
        f'[[samples]]\nname = "{name}"\nanswer = "answer"\nlevel = {level}\ntext = "{text}"\n'
        f"fluent_but_wrong = {str(name == 'smooth').lower()}\n"
        f"held_out = {str(name in ('right', 'nearly', 'wrong')).lower()}\n"
        for (name, level), text in answers.items()
    ]
    header = _HEADER.format(id=CONCEPT_ID, slug=slug, title="No answer", kind="concept", skill="rag")
    return {
        "question.toml": header,
        "prompt.md": _PROMPT,
        "evidence.toml": "\n".join(blocks),
        "reference.md": " ".join([says for says, *_ in (*_SAID.values(), *_MORE.values())]),
        "samples/samples.toml": "\n".join(samples),
    }


def ops_files(source: str = DRILL, slug: str = "vector-size") -> dict[str, str]:
    """Path and text of every file of an ops drill."""
    header = _HEADER.format(id=OPS_ID, slug=slug, title="Vector size", kind="ops", skill="vector_db")
    return {"question.toml": header, "drill.py": source, "design.md": "Measures a product of three numbers."}


def write_drills(root: Path, source: str = DRILL) -> Path:
    """Write the pack and give back its folder."""
    write_files(root / "ops" / "vector-size", ops_files(source))
    write_files(root / "concept" / "no-answer", concept_files())
    return root
