"""Reports: the document's keys, and that nothing a candidate wrote can act in a page or break out of a fence."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from mockint.app import history
from mockint.app.record import RoundRecord, read_record
from mockint.app.report import ReportFormat, clock_words, lead, phases, render, report_document
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.measurement import Measurement
from mockint.errors import BadInputError
from mockint.rounds.coding import EXPLANATION, SOLUTION
from tests.unit.app.conftest import Desks

NASTY = "# <script>alert(1)</script> & ```\n````\nx = '{{ 7 * 7 }}'\n"


@pytest.fixture
def record(services: Services, desks: Desks) -> RoundRecord:
    desk = desks.start()
    desk.session.record_edit(SOLUTION, NASTY)
    desk.session.record_edit(EXPLANATION, "# A heading | a cell")
    desk.submit().result()
    return read_record(services, desk.round.id)


def test_what_is_not_measured_says_so(record: RoundRecord) -> None:
    document = report_document(record)
    assert document["grade"] is None
    assert document["measurements"] == {}
    assert lead(document) == "Handed in, not measured yet"
    assert json.loads(render(record, ReportFormat.JSON)) == document


def test_a_page_shows_what_was_written_and_runs_nothing(record: RoundRecord) -> None:
    page = render(record, ReportFormat.HTML)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page


def test_a_fence_is_longer_than_any_inside(record: RoundRecord) -> None:
    text = render(record, ReportFormat.MD)
    fence = "`````"
    assert f"{fence}python\n{NASTY.rstrip()}\n{fence}" in text


def test_code_keeps_its_blank_lines_and_prose_has_none_to_spare(services: Services, desks: Desks) -> None:
    code = "import math\n\n\n\ndef f(x):\n    return math.floor(x)\n"
    desk = desks.start()
    desk.session.record_edit(SOLUTION, code)
    desk.submit().result()
    text = render(read_record(services, desk.round.id), ReportFormat.MD)
    assert f"```python\n{code}```" in text
    before, _, after = text.partition("## Your solution")
    assert "\n\n\n" not in before
    assert before.startswith("# ")
    assert after.endswith("isolation not recorded\n")


def _measurement(record: RoundRecord, name: str, data: Mapping[str, object]) -> Measurement:
    item, made = record.round.items[0].id, record.round.created
    return Measurement(item_id=item, name=name, made=made, data=data, sentence=f"About {name}.")


@pytest.mark.parametrize("form", [ReportFormat.MD, ReportFormat.HTML])
def test_what_one_learns_from_is_told(record: RoundRecord, form: ReportFormat) -> None:
    hidden = {
        "levels": [{"level": 1, "passed": 4, "total": 4}, {"level": 2, "passed": 1, "total": 3}],
        "performance": {"passed": 0, "total": 2},
    }
    own = {"invalid": ["test_wrong"], "survived": [{"name": "m1", "trap": "Forgets <the> rest."}]}
    measured = record._replace(
        measurements=(_measurement(record, "hidden_tests", hidden), _measurement(record, "own_tests", own))
    )
    text = render(measured, form)
    for told in ("4 of 4", "1 of 3", "0 of 2", "Large, timed", "test_wrong", "What your tests missed"):
        assert told in text
    assert ("Forgets &lt;the&gt; rest." if form is ReportFormat.HTML else "- Forgets <the> rest.") in text
    assert "What your tests missed" not in render(record, form)
    assert "You expected" not in text


def test_what_was_seen_in_a_design_has_a_part_of_its_own(record: RoundRecord) -> None:
    facts = [{"rule": "isolated", "sentence": "Cache <b> is connected to nothing.", "nodes": ["c"], "lines": []}]
    seen = Measurement(
        item_id=record.round.items[0].id,
        name="design",
        made=record.round.created,
        data={"facts": facts},
        sentence="4 parts and 3 connections drawn; 1 thing to look at in drawing and numbers.",
    )
    text = render(record._replace(measurements=(seen,)), ReportFormat.MD)
    assert "## Drawing and numbers\n\n4 parts and 3 connections drawn" in text
    assert "none of them sets a level" in text
    assert "- Cache <b> is connected to nothing." in text
    assert "## Measured" not in text
    assert "<li>Cache &lt;b&gt; is" in render(record._replace(measurements=(seen,)), ReportFormat.HTML)
    quiet = seen.model_copy(update={"data": {"facts": []}})
    assert "sets a level" not in render(record._replace(measurements=(quiet,)), ReportFormat.MD)


def test_time_by_phase_is_told_only_where_the_guide_followed_the_clock(
    services: Services, desks: Desks, clock: ManualClock
) -> None:
    desk = desks.start()
    for _ in range(10):
        clock.advance(60)
        desk.tick()
    desk.submit().result()
    record = read_record(services, desk.round.id)
    spent = {name: seconds for name, seconds, _ in phases(record)}
    assert list(spent)[:2] == ["Clarify", "Plan"]
    assert sum(spent.values()) == pytest.approx(600)
    in_folder = record._replace(round=record.round.model_copy(update={"folder": "/somewhere"}))
    assert phases(in_folder) == []
    assert "Time by phase" not in render(in_folder, ReportFormat.MD)


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (59.6, "1:00"), (125, "2:05"), (5400, "90:00")])
def test_seconds_are_told_as_minutes(seconds: float, words: str) -> None:
    assert clock_words(seconds) == words


def test_a_round_is_found_by_the_beginning_of_its_id(services: Services, desks: Desks) -> None:
    first, second = desks.plan(), desks.plan()
    assert history.find_round(services, first) == first
    assert history.find_round(services, second[:12]) == second
    with pytest.raises(BadInputError, match="There is no round"):
        history.find_round(services, "")
    with pytest.raises(BadInputError, match="There is no round"):
        history.find_round(services, "zz")


def test_without_a_history_nothing_is_made(services: Services) -> None:
    assert history.lines(services).rounds == ()
    assert not services.home.root.exists()


def test_a_file_is_written_whole_or_not_at_all(services: Services, tmp_path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "deep" / "report.md"
    history.write_file(target, "one")
    history.write_file(target, "two")
    assert target.read_text(encoding="utf-8") == "two"
    assert [path.name for path in target.parent.iterdir()] == ["report.md"]
    with pytest.raises(BadInputError, match="cannot be written"):
        history.write_file(target / "below", "three")
    assert target.read_text(encoding="utf-8") == "two"
