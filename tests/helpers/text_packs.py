"""Small questions that are answered in words, on disk: one of each kind that keeps every rule."""

from __future__ import annotations

import json

from mockint.bank.rubrics import load_rubric
from mockint.domain.rubric import RoundKind

SLUG = "small-ask"
_IDS = {
    "system_design": "0d3c7f52-3b0f-4b5e-9c0d-0a6a6a1f2d12",
    "behavioral": "1d3c7f52-3b0f-4b5e-9c0d-0a6a6a1f2d13",
}
_ANSWERS = {"system_design": "notebook", "behavioral": "answer"}


def text_files(kind: RoundKind, rubric: str = "") -> dict[str, str]:
    """Path and text of every file of a question of this kind."""
    criteria = [criterion.id for criterion in load_rubric(kind, name=rubric).criteria]
    named = f'rubric = "{rubric}"\ncompetencies = ["ownership"]\n' if rubric else ""
    samples = [("level-1", 1), ("level-2", 2), ("level-3", 3), ("level-4", 4), ("smooth", 1)]
    files = {
        "question.toml": (
            f'id = "{_IDS[kind]}"\nslug = "{SLUG}"\ntitle = "A small ask"\nkind = "{kind}"\n{named}version = 1\n'
            'status = "ready"\ndifficulty = 2\nminutes = 8\nsummary = "An ask."\n\n[skills]\nownership = 1.0\n'
        ),
        "prompt.md": "# A small ask\n\nSay how you would do it.\n",
        "interview.toml": _interview(criteria),
        "evidence.toml": "\n".join(_points(criterion) for criterion in criteria),
        "reference.md": "A model answer.\n",
        "design.md": "Measures little.\n",
        "samples/samples.toml": "\n".join(
            f'[[samples]]\nname = "{name}"\nanswer = "{_ANSWERS[kind]}"\nlevel = {level}\nfile = "{name}.md"\n'
            f"fluent_but_wrong = {str(name == 'smooth').lower()}\n"
            for name, level in samples
        ),
    }
    return files | {f"samples/{name}.md": f"An answer, {name}.\n" for name, _ in samples}


def _interview(criteria: list[str]) -> str:
    hints = json.dumps(["Look.", "Look closer.", "There it is."])
    facts = "\n".join(f'[[facts]]\nasks = ["Is it {n}?", "Would it be {n}?"]\nanswer = "Yes."\n' for n in range(6))
    probes = "\n".join(
        f'[[probes]]\ncriterion = "{criteria[n % len(criteria)]}"\ntext = "Why {n}?"\nafter_minute = {n}\n'
        for n in range(max(6, len(criteria)))
    )
    return (
        f"hints = {hints}\nexplanation_minutes = 0\n\n"
        '[[phases]]\nname = "Think"\nminutes = 2\n\n[[phases]]\nname = "Answer"\nminutes = 6\n\n'
        f'{facts}\n{probes}\n[curveball]\nminute = 4\ntext = "It must be half as dear."\n'
    )


def _points(criterion: str) -> str:
    return "\n".join(
        f'[[points]]\ncriterion = "{criterion}"\nlevel = {2 + n % 3}\nsays = "Point {n} of {criterion}."\n'
        f'ways = {json.dumps([f"Way {way} of saying point {n}." for way in range(3)])}\nterms = ["point"]\n'
        for n in range(4)
    )
