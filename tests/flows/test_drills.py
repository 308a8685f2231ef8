"""Drills from the command line: listed, put, answered in a terminal or by a script, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.bank.loader import load_question, read_question
from mockint.paths import bank_root
from tests.flows.conftest import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

OPS, CONCEPT = "ops/index-memory", "concept/chunk-size"


def test_drills_are_listed_done_by_hand_and_by_a_script(mockint: Terminal, tmp_path: Path) -> None:
    listed = mockint("drill", "--list", "--json").document
    assert len(listed) >= 84
    assert all({"drill", "kind", "due", "minutes"} <= set(line) for line in listed)
    assert {line["kind"] for line in listed} == {"ops", "concept"}
    assert all(3 <= line["minutes"] <= 8 for line in listed)
    assert not mockint.home.joinpath("history.sqlite3").exists(), "a list makes no history"

    put = mockint("drill", OPS, "--json").document
    again = mockint("drill", OPS, "--seed", str(put["seed"]), "--json").document
    assert again == put
    assert "answer" not in str(put["parts"])
    file = tmp_path / "answer.txt"
    file.write_text("\n".join(f"{part['id']}: 1" for part in put["parts"]))
    wrong = mockint("drill", OPS, "--seed", str(put["seed"]), "--answer", file, "--json").document
    assert (wrong["verdict"], wrong["score"], wrong["seconds"]) == ("wrong", 0, None)
    file.write_text("\n".join(f"{part['part']}: {part['right_answer']}" for part in wrong["parts"]))
    right = mockint("drill", OPS, "--seed", str(put["seed"]), "--answer", file, "--json").document
    assert (right["verdict"], right["source"]) == ("right", "measured")
    assert right["solution"]

    by_hand = mockint.told("1\n" * 9, "drill", OPS, "--seed", str(put["seed"]))
    assert by_hand.code == 0, by_hand.err
    assert "Wrong" in by_hand.out
    assert "Solution" in by_hand.out
    last = {line["drill"]: line["last"] for line in mockint("drill", "--list", "--json").document}
    assert last[OPS]["verdict"] == "wrong"
    assert "Due again on " in by_hand.out
    assert mockint("drill", "--due", "--json").document == {"due": 0, "minutes": 0, "drills": []}
    assert mockint("drill", "--due").out.strip() == "No drill is due."
    due = {line["drill"]: line["due"] for line in mockint("drill", "--list", "--json").document}
    assert {drill for drill, when in due.items() if when is not None} == {OPS}
    assert "ask for different things" in mockint("drill", "--list", "--due").refusal
    assert f"--due lists drills, so '{OPS}' has no place" in mockint("drill", OPS, "--due").refusal
    assert "--list lists drills, so '--seed' has no place" in mockint("drill", "--list", "--seed", "3").refusal
    assert "'mockint drill ops/index-memory --json'" in mockint("drill", OPS, "--answer", file).refusal


def test_a_concept_question_says_which_points_were_there(mockint: Terminal, tmp_path: Path) -> None:
    folder = bank_root() / CONCEPT
    right = next(sample.text for sample in read_question(folder).held_out if sample.name == "right")
    answered = mockint.told(" ".join(right.split()) + "\n\n", "drill", CONCEPT)
    assert answered.code == 0, answered.err
    assert load_question(folder).prompt.split()[0] in answered.out
    assert "Right: " in answered.out
    assert "an offline estimate" in answered.out
    assert "said: " in answered.out
    assert "Model answer" in answered.out
    (tmp_path / "a.md").write_text("I would ask somebody else about it, and come back to you later with what they say.")
    done = mockint("drill", CONCEPT, "--answer", tmp_path / "a.md", "--json").document
    assert (done["verdict"], done["level"], done["source"], done["said"]) == ("wrong", 1, "offline", [])
    assert len(done["missing"]) >= 4
    assert mockint("drill", "coding/token-bucket").refusal.startswith("There is no drill named")


def test_patterns_can_be_listed_by_themselves(mockint: Terminal) -> None:
    found = mockint("list", "--pattern", "sliding window", "--json").document
    assert found
    assert {line["pattern"] for line in found} == {"sliding window"}
    assert "There are backtracking, " in mockint("list", "--pattern", "magic").refusal


def test_what_was_weak_in_a_round_becomes_a_drill_and_goes_with_the_round(mockint: Terminal, tmp_path: Path) -> None:
    design = "system_design/support-assistant"
    sample = bank_root() / design / "samples" / "level-1.md"
    name = mockint("submit", design, "--answer", sample, "--json").document["round"]
    assert mockint("drill", "--list", "--kind", "own", "--json").document == [], "what is not judged is no drill"
    mockint("grade", name, "--grader", "offline", "--json")
    own = mockint("drill", "--list", "--kind", "own", "--json").document
    assert own
    assert {line["origin"]["round"] for line in own} == {name}
    put = mockint("drill", own[0]["drill"], "--json").document
    assert (put["kind"], put["origin"], put["parts"]) == ("own", own[0]["origin"], [])
    by_hand = mockint.told("I would ask somebody else, and come back with what they say.\n\n", "drill", "--kind", "own")
    assert by_hand.code == 0, by_hand.err
    assert "Write this part again in your own words" in by_hand.out
    assert "an offline estimate" in by_hand.out
    assert "Due again on " in by_hand.out
    assert mockint("delete", name, "--yes").code == 0
    assert mockint("drill", "--list", "--kind", "own", "--json").document == []
    assert "no own drill named" in mockint("drill", own[0]["drill"]).refusal
