"""Processes the visible documents and prints figures by field, beside a baseline that takes amounts as they stand."""

import json
import tempfile
from collections import Counter
from pathlib import Path

from candidate import checking
from candidate.pipeline import Pipeline


def run(stories):
    """Right and asked, by what was expected."""
    right, asked = Counter(), Counter()
    for story in stories:
        root = Path(tempfile.mkdtemp())
        for name, text in story["files"].items():
            (root / name).write_text(text)
        pipeline = Pipeline(root, root)
        for step in story["steps"]:
            if step.get("restart"):
                pipeline = Pipeline(root, root)
                continue
            found = pipeline.process(**step["send"])
            for one in step.get("expect", ()):
                place = one.get("at", "")
                if "equals" in one and (place == "status" or place.startswith("fields.")):
                    got = found["status"] if place == "status" else found["fields"].get(place.removeprefix("fields."))
                    asked[place] += 1
                    right[place] += got == one["equals"]
    return right, asked


stories = [json.loads(line) for line in Path("visible.jsonl").read_text().splitlines()]
for name in ("pipeline", "believing every repair"):
    if name == "believing every repair":
        checking.adds_up = lambda found: None not in found.values()  # nothing is checked, so every repair is believed
    right, asked = run(stories)
    for place in sorted(asked):
        print(f"{name}: {place} {right[place] / asked[place]:.2f} (n={asked[place]})")
