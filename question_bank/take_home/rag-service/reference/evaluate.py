"""Runs the visible stories in this process and prints figures; beside them stands a baseline that answers without a check."""

import json
import re
import tempfile
from pathlib import Path

from candidate.service import Service


class ByDocument(Service):
    """The baseline, without the glossary: the document with most words in common, and its best line; it never abstains."""

    def ask(self, tenant, question):
        asked = plain(question)
        lines = [
            (len(asked & plain(one.text)), len(asked & plain(line)), one.doc, line)
            for one in self._store.of(tenant)
            for line in one.text.splitlines()
        ]
        _, _, doc, line = max(lines, default=(0, 0, "none", "0"))
        return {"answer": line, "citations": [doc]}


def plain(text):
    return set(re.findall(r"[a-z]+", text.lower()))


def numbers(text):
    return {float(one) for one in re.findall(r"\d+(?:\.\d+)?", text or "")}


def run(kind, stories):
    """Counts of what was asked and what was right."""
    count = dict.fromkeys(("asked", "right", "silent", "kept silent", "to cite", "cited"), 0)
    for story in stories:
        root = Path(tempfile.mkdtemp())
        for name, text in story["files"].items():
            (root / name).write_text(text)
        service = kind(root, root)
        for step in story["steps"]:
            if step.get("restart"):
                service = kind(root, root)
            elif step["op"] != "ask":
                getattr(service, step["op"])(**step["send"])
            else:
                score(step, service.ask(**step["send"]), count)
    return count


def score(step, found, count):
    for one in step.get("expect", ()):
        if "gold" in one:
            count["asked"] += 1
            count["right"] += numbers(found["answer"]) == {float(one["gold"]["value"])}
        elif one.get("at") == "citations" and "set" in one:
            count["to cite"] += 1
            count["cited"] += found["citations"] == one["set"]
        elif one.get("at") == "answer" and one.get("null"):
            count["silent"] += 1
            count["kept silent"] += found["answer"] is None


stories = [json.loads(line) for line in Path("visible.jsonl").read_text().splitlines()]
for name, kind in (("service", Service), ("baseline", ByDocument)):
    got = run(kind, stories)
    for words, part, whole in (
        ("answers right", "right", "asked"),
        ("citations right", "cited", "to cite"),
        ("silences kept", "kept silent", "silent"),
    ):
        print(f"{name}: {words} {got[part] / got[whole]:.2f} (n={got[whole]})")
