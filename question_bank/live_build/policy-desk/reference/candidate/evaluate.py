"""Measures the program on the visible questions: `python -m candidate.evaluate [corpus [questions]]`.

Retrieval and answers are told apart, and each failed question with its cause. Fifteen questions show what is broken;
they do not show which of two good programs is the better one.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from candidate.build import Reply, answer, build


def verdict(gold: dict[str, Any], reply: Reply) -> str:
    """`right`, `abstained` or `wrong`, stricter than a reader would be."""
    said = reply["answer"]
    if gold["kind"] == "nothing":
        return "right" if said is None else "wrong"
    if said is None:
        return "abstained"
    return "right" if _same(gold, said.lower()) else "wrong"


def _same(gold: dict[str, Any], said: str) -> bool:
    match gold["kind"]:
        case "number":
            numbers = {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", said)}
            return numbers == {float(gold["value"])}
        case "date":
            return str(gold["value"]) in said
        case "yes_no":
            return said.startswith("yes" if gold["value"] else "no")
        case "set":
            return all(_names(member, said) for member in gold["members"])
        case _:
            return _names(gold, said)


def _names(gold: dict[str, Any], said: str) -> bool:
    return any(name.lower() in said for name in (gold["name"], *gold.get("aliases", ())))


def cause(case: dict[str, Any], reply: Reply) -> str:
    """Where a question went wrong: in finding the policy, or in reading it."""
    support = set(case["support"])
    if not support:
        return "should have abstained"
    if not support & set(reply["retrieved"]):
        return "not found"
    return "found and not ranked first" if reply["retrieved"][0] not in support else "found and not read"


def main(corpus: str = "corpus", questions: str = "visible.jsonl") -> None:
    """Print a line for each failed question, then the counts."""
    state = build(Path(corpus))
    cases = [json.loads(line) for line in Path(questions).read_text(encoding="utf-8").splitlines()]
    verdicts: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    for case in cases:
        reply = answer(state, case["question"], case.get("user"))
        told = verdict(case["gold"], reply)
        verdicts[told] += 1
        if told != "right":
            causes[cause(case, reply)] += 1
            print(f"{told}: {case['question']} -> {reply['answer']}; wanted {case['gold']} of {case['support']}")
    print(f"{len(cases)} questions: {dict(verdicts)}; causes: {dict(causes)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
