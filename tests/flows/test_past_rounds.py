"""A user looks back from the command line: two attempts compared, one deleted for good."""

from __future__ import annotations

from pathlib import Path

from tests.flows.conftest import Terminal, bundled


def test_two_attempts_are_compared_and_one_is_deleted(mockint: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "first"
    mockint("start", "coding/token-bucket", "--dir", folder, "--json")
    (folder / "solution.py").write_text(bundled("token-bucket", "starter.py").read_text() + "\n# a first try\n")
    first = mockint("submit", "--dir", folder, "--json").document["round"]
    answer = bundled("token-bucket", "reference.py")
    second = mockint("submit", "coding/token-bucket", "--answer", answer, "--json").document["round"]

    document = mockint("compare", first[:8], second[:8], "--json").document
    assert document["same_question"]
    assert [side["round"] for side in document["rounds"]] == [first, second]
    row = next(one for one in document["criteria"] if one["id"] == "correctness")
    assert row["change"] > 0
    (code,) = [one for one in document["documents"] if one["name"] == "solution"]
    assert "-# a first try" in code["diff"].splitlines()
    assert "higher" in mockint("compare", first, second).out
    found = mockint("history", "--patterns", "--json").document
    assert (found["rounds"], found["all"], found["limit"]) == (2, True, 200)
    assert all(row["words"].startswith("too few rounds") for row in found["trends"]["criteria"])
    assert "forecast" in mockint("history", "--patterns").out
    assert "cannot be read at once" in mockint("history", "--patterns", "--limit", "5000").refusal

    assert "same round" in mockint("compare", first, first[:8]).refusal

    declined = mockint.told("n\n", "delete", first)
    assert (declined.code, declined.out.strip()) == (2, "")
    assert "not deleted" in declined.err
    told = mockint("delete", first, "--json").document
    assert told["deleted"] == first
    assert Path(told["folder_kept"]) == folder
    assert (folder / "solution.py").exists()
    assert [line["round"] for line in mockint("history", "--json").document] == [second]
    assert "no round" in mockint("compare", first, second).refusal
