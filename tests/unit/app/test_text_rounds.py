"""Rounds that are answered in words: in a folder, and in one go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockint.app import folder as folders
from mockint.app import rounds
from mockint.app.checked import checked_document
from mockint.app.record import read_record
from mockint.app.rounds import Plan
from mockint.app.services import Services
from mockint.clock import ManualClock
from mockint.domain.diagram import read_diagram, readable
from mockint.domain.judgement import NotAssessed, Ungraded
from mockint.domain.round import Form, RoundState
from mockint.errors import BadInputError
from mockint.measure.judgements import NOT_JUDGED, NOT_PUT

DESIGN, STORY = "system_design/support-assistant", "behavioral/failed-in-production"
DIAGRAM = {"nodes": [{"id": "a", "type": "service", "label": "API"}], "edges": []}
ANSWERS = {
    "empty": "",
    "one word": "Yes",
    "very long": "word " * 50_000,
    "right to left": "قمت بتغيير النظام ثم قست النتيجة.\n" * 20,
    "emoji": "\N{PARTY POPPER}\N{FAMILY}\N{ZERO WIDTH JOINER}" * 50,
    "a byte order mark": "\N{ZERO WIDTH NO-BREAK SPACE}Text.",
}


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("question", [DESIGN, STORY])
def test_any_answer_is_handed_in_and_waits_for_a_reader(
    services: Services, tmp_path: Path, question: str, answer: str
) -> None:
    record = read_record(services, rounds.submit_answer(services, question, write(tmp_path / "a.md", answer)))
    assert record.round.state is RoundState.MEASURED
    assert record.submission is not None
    name = "notebook" if question == DESIGN else "answer"
    assert record.submission.documents[name] == answer.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    (grade,) = record.grades
    assert grade.verdict.word.value == "not_judged"
    for judgement in grade.judgements:
        if judgement.criterion == "adapting":
            assert judgement == NotAssessed(criterion=judgement.criterion, reason=NOT_PUT)
        else:
            assert judgement == Ungraded(criterion=judgement.criterion, reason=NOT_JUDGED)
    assert all(not measurement.levels for measurement in record.measurements)


def test_two_rounds_of_one_second_get_a_folder_each(services: Services) -> None:
    made = [rounds.plan_in_folder(services, Plan(STORY), None)[0].path for _ in range(3)]
    assert len(set(made)) == 3
    assert [path.name.removeprefix(made[0].name) for path in made] == ["", "-2", "-3"]


def test_a_diagram_is_kept_and_read_in_words(services: Services, tmp_path: Path) -> None:
    answer, diagram = write(tmp_path / "a.md", "Text."), write(tmp_path / "d.json", json.dumps(DIAGRAM))
    record = read_record(services, rounds.submit_answer(services, DESIGN, answer, diagram=diagram))
    assert record.submission is not None
    assert record.submission.documents["notebook"] == "Text."
    kept = record.submission.documents["diagram"]
    assert read_diagram(kept) == read_diagram(json.dumps(DIAGRAM))
    assert readable(kept) == "Parts:\n- API (service)\n"


@pytest.mark.parametrize(
    ("question", "text", "diagram", "words"),
    [
        (STORY, "Text.", json.dumps(DIAGRAM), "takes no diagram"),
        (DESIGN, "Text.", "{", "is not JSON"),
        (DESIGN, "Text.", '{"nodes": [], "edges": [{"from": "a", "to": "b"}]}', "no node has that id"),
        (DESIGN, "x" * 2_000_001, None, "larger than 2 MB"),
        (DESIGN, "x" * 1_000_001, None, "an answer may have 1,000,000"),
        ("take_home/none", "Text.", None, "no question named"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_no_round(
    services: Services, tmp_path: Path, question: str, text: str, diagram: str | None, words: str
) -> None:
    answer = write(tmp_path / "a.md", text)
    drawn = None if diagram is None else write(tmp_path / "d.json", diagram)
    with pytest.raises(BadInputError, match=words):
        rounds.submit_answer(services, question, answer, diagram=drawn)
    assert services.stored(lambda store: store.list_rounds()) == ()


def test_a_folder_has_what_its_kind_needs(services: Services, tmp_path: Path) -> None:
    folder, record = rounds.start_in_folder(services, Plan(DESIGN), tmp_path / "design")
    assert sorted(path.name for path in folder.path.iterdir()) == [folders.MARKER, folders.BRIEF, "notebook.md"]
    brief = (folder.path / folders.BRIEF).read_text(encoding="utf-8")
    assert "`diagram.json`" in brief
    assert "Nothing is run in this round" in brief
    assert "short form" not in brief
    write(folder.path / "notebook.md", "## Requirements\n\nTen tenants.\n")
    write(folder.path / "diagram.json", json.dumps(DIAGRAM))
    checked = rounds.check_folder(services, folder)
    assert (checked.report, checked.own, checked.curveball) == (None, None, "")
    assert checked.next_step == (
        "There is nothing to run in this round: write in notebook.md, and hand in with 'mockint submit'."
    )
    assert checked_document(checked)["visible"] == {"passed": 0, "total": 0}
    assert rounds.submit_folder(services, folder) == record.id
    done = read_record(services, record.id)
    assert done.submission is not None
    assert readable(done.submission.documents["diagram"]) == "Parts:\n- API (service)\n"
    assert [m.sentence for m in done.measurements] == [
        "2 words, 1 of 10 headings have text below them.",
        "1 part and 0 connections drawn; 5 things to look at in drawing and numbers.",
    ]


def test_the_change_of_plan_is_told_once_and_stays_in_the_brief(
    services: Services, clock: ManualClock, tmp_path: Path
) -> None:
    folder, _ = rounds.start_in_folder(services, Plan(DESIGN), tmp_path / "design")
    clock.advance(50 * 60)
    told = rounds.check_folder(services, folder).curveball
    assert told
    assert rounds.check_folder(services, folder).curveball == ""
    assert told.strip() in (folder.path / folders.BRIEF).read_text(encoding="utf-8")
    done = read_record(services, rounds.submit_folder(services, folder))
    assert {judgement.outcome for judgement in done.grades[-1].judgements} == {"ungraded"}


def test_the_short_form_says_what_it_asks_for(services: Services, tmp_path: Path) -> None:
    folder, record = rounds.start_in_folder(services, Plan(DESIGN, form=Form.SHORT), tmp_path / "short")
    assert record.planned_s == 15 * 60
    assert "frame the problem" in (folder.path / folders.BRIEF).read_text(encoding="utf-8")


def test_a_broken_diagram_in_the_folder_stops_nothing_but_that_command(services: Services, tmp_path: Path) -> None:
    folder, _ = rounds.start_in_folder(services, Plan(DESIGN), tmp_path / "design")
    write(folder.path / "diagram.json", "{")
    with pytest.raises(BadInputError, match="is not JSON"):
        rounds.submit_folder(services, folder)
    (folder.path / "diagram.json").unlink()
    assert rounds.submit_folder(services, folder)


def test_a_kind_without_rounds_says_which_there_are(services: Services) -> None:
    from mockint.app.round_types import round_type

    with pytest.raises(BadInputError, match="debug cannot be started yet") as refused:
        round_type("debug")
    assert "coding, system_design, behavioral" in refused.value.how
