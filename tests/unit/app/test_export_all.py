"""All reports in a folder: a file a round, an index, and what is left out is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockint.app import export_all, loops
from mockint.app.export_all import export_rounds
from mockint.app.rounds import Plan, plan_for_window
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.errors import BadInputError, HistoryError
from tests.unit.app.test_loops import NAMED, hand_in, play


def taken(services: Services, clock: ManualClock, count: int) -> list[str]:
    found = []
    for _ in range(count):
        found.append(plan_for_window(services, Plan(NAMED[0])).id)
        hand_in(services, clock, found[-1])
    return found


@pytest.mark.parametrize(("form", "index"), [("md", "index.md"), ("json", "index.json"), ("html", "index.html")])
def test_each_round_has_a_file_and_a_line(
    services: Services, clock: ManualClock, tmp_path: Path, form: str, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_all, "_AT_A_TIME", 2)
    rounds = taken(services, clock, 5)
    plan_for_window(services, Plan(NAMED[0]))
    seen: list[tuple[int, int]] = []
    done = export_rounds(services, tmp_path / "out", form, lambda at, whole: seen.append((at, whole)))
    assert (done.rounds, done.still_open, done.held, done.unreadable) == (5, 1, 0, ())
    assert seen == [(at, 5) for at in range(1, 6)]
    names = {path.name for path in (tmp_path / "out").iterdir()} - {index}
    assert {name.rpartition("-")[2] for name in names} == {f"{one[:8]}.{form}" for one in rounds}
    listed = (tmp_path / "out" / index).read_text(encoding="utf-8")
    assert all(name in listed for name in names)
    if form == "json":
        assert [row["round"] for row in json.loads(listed)] == rounds[::-1]
    assert done.words() == f"5 reports in {tmp_path / 'out'}. Left out, because not over yet: 1."


def test_what_is_there_is_not_written_over(services: Services, clock: ManualClock, tmp_path: Path) -> None:
    taken(services, clock, 1)
    (tmp_path / "mine.txt").write_text("x")
    for place in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(BadInputError, match="nothing was written"):
            export_rounds(services, place, "md")
    with pytest.raises(BadInputError, match="cannot be"):
        export_rounds(services, tmp_path / "mine.txt" / "below", "md")
    with pytest.raises(BadInputError, match="as 'docx'"):
        export_rounds(services, tmp_path / "new", "docx")
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["mine.txt"]


def test_an_empty_history_makes_an_empty_index(services: Services, tmp_path: Path) -> None:
    done = export_rounds(services, tmp_path / "out", "json")
    assert done.rounds == 0
    assert json.loads(done.listing.read_text()) == []


def test_a_loop_under_way_is_left_out_and_a_broken_round_told(
    services: Services, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = play(services, clock, [3])
    broken, sound = taken(services, clock, 2)
    whole = export_all.read_records

    def read(services: Services, round_id: str) -> object:
        if round_id == broken:
            raise HistoryError("It is damaged.")
        return whole(services, round_id)  # type: ignore[arg-type]

    monkeypatch.setattr(export_all, "read_records", read)
    done = export_rounds(services, tmp_path / "out", "pdf")
    assert (done.rounds, done.held, done.unreadable) == (1, 1, (broken,))
    assert f"Could not be read: {broken[:8]}." in done.words()
    assert sound[:8] in done.listing.read_text()
    loops.stop(services, loop, for_good=True)
    assert export_rounds(services, tmp_path / "again", "md").held == 0


def test_it_can_be_stopped(services: Services, clock: ManualClock, tmp_path: Path) -> None:
    taken(services, clock, 3)
    stop = iter([False, True])
    done = export_rounds(services, tmp_path / "out", "md", stopped=lambda: next(stop))
    assert (done.rounds, done.is_whole) == (1, False)
    assert "stopped" in done.words()
    assert done.document()["whole"] is False
