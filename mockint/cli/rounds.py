"""Rounds from the command line: start, pause, resume, abandon, check, submit."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from mockint.app import folder as folders
from mockint.app import history as histories
from mockint.app import rounds
from mockint.app.checked import checked_document
from mockint.app.record import read_questions, read_records
from mockint.app.report import ReportFormat, clock_words
from mockint.app.round_report import render_round, round_document
from mockint.app.round_types import type_of
from mockint.cli.options import AsJson, HomeOption, opened, progress_told, tell
from mockint.domain.round import Form, Mode
from mockint.errors import BadInputError
from mockint.paths import HOME_VARIABLE
from mockint.rounds.coding import PARTS, TESTS

OWN_TESTS_FILE = next(part.file for part in PARTS if part.name == TESTS)
DirOption = Annotated[Path | None, typer.Option("--dir", help="The round's folder (else the current one).")]
RoundArgument = Annotated[str, typer.Argument(metavar="ROUND", help="A round's id, or the beginning of one.")]
_CHECK_DOES = {
    "coding": "runs the examples and your tests",
    "live_build": "runs your program on the visible questions",
    "take_home": "runs the visible stories, your tests and your evaluation",
}


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    for command in (start, pause, resume, abandon, check, submit):
        app.command(command.__name__)(command)


def start(
    question: Annotated[
        str, typer.Argument(help="Such as coding/token-bucket; or behavioral, for a round of several questions.")
    ],
    directory: Annotated[Path | None, typer.Option("--dir", help="A folder to work in, new or empty.")] = None,
    mode: Annotated[Mode, typer.Option(help="Practice can be paused; simulation runs as on the day.")] = Mode.PRACTICE,
    minutes: Annotated[
        int | None, typer.Option(min=1, max=600, help="Length in minutes, if not the question's own.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of everything that is drawn for the round.")] = None,
    short: Annotated[
        bool,
        typer.Option(
            "--short",
            help="The short form: a problem's first level, framing and evaluation of a design, one behavioral question.",
        ),
    ] = False,
    questions: Annotated[
        int | None, typer.Option("--questions", help="How many questions a behavioral round has, 2 to 5; else four.")
    ] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Start a round in a new folder; its clock runs from now.

    Without --dir the folder is made in the home folder; its place is told.

    With 'behavioral' in place of a question's name four questions are chosen that ask for as many different things as
    can be, and what was not asked lately first. Each has a folder of its own inside the round's.
    """
    with opened(home) as services:
        plan = rounds.Plan(question, mode, Form.SHORT if short else Form.FULL, minutes, seed, questions)
        folder, record = rounds.start_in_folder(services, plan, directory)
        parts = type_of(read_questions(services, record.id)[0]).documents
    document = folders.started_document(record, folder)

    def text(console: Console) -> None:
        console.print(f"Round {record.id} has started: {record.planned_s / 60:g} minutes, {record.mode.value}.")
        if len(record.items) > 1:
            console.print(f"Its folder is {folder.path}. It has a folder for each question:", markup=False)
            for item in document["items"]:
                console.print(f"  {Path(item['dir']).name}", markup=False)
            console.print(f"Read {folders.BRIEF} in each, then write there:", markup=False)
        else:
            console.print(f"Its folder is {folder.path}. Read {folders.BRIEF} there, then write:", markup=False)
        for part in parts:
            console.print(f"  {part.file:<15} {part.what}", markup=False)
        does = _CHECK_DOES.get(record.kind, "tells the time")
        console.print(f"'mockint check' {does}, 'mockint submit' hands in; both in that folder.")

    tell(as_json, document, text)


def pause(round_id: RoundArgument, as_json: AsJson = False, home: HomeOption = None) -> None:
    """Stop the clock of a practice round."""
    _change(round_id, "pause", as_json, home)


def resume(round_id: RoundArgument, as_json: AsJson = False, home: HomeOption = None) -> None:
    """Let the clock of a paused round run again."""
    _change(round_id, "resume", as_json, home)


def abandon(round_id: RoundArgument, as_json: AsJson = False, home: HomeOption = None) -> None:
    """Give a round up; it is kept and never graded."""
    _change(round_id, "abandon", as_json, home)


def check(directory: DirOption = None, as_json: AsJson = False, home: HomeOption = None) -> None:
    """Run the examples and your own tests, or tell the time.

    The examples are those of the open levels; a build is run on the visible questions, a take-home on the visible
    stories. Where nothing is run, as in a
    design round, the time that is left is told.

    A test that does not end is stopped at the problem's limit of CPU time, most often two seconds; so a loop without an
    end takes that long for every test that meets it.
    """
    folder = folders.find_folder(directory or Path.cwd())
    with opened(_home_of(folder, home)) as services, progress_told() as told:
        checked = rounds.check_folder(services, folder, told)
    document = checked_document(checked)

    def text(console: Console) -> None:
        if checked.build is not None:
            _print_build(console, document)
        elif checked.brief is not None:
            _print_brief(console, document)
        else:
            _print_tests(console, document["tests"])
        visible = document["visible"]
        own = document["own_tests"]
        if own is not None:
            console.print(f"\n{OWN_TESTS_FILE}", style="bold")
            _print_tests(console, own["tests"])
            if not own["tests"]:
                console.print(f"No test ran. {own['message']}", markup=False)
            console.print()
        if checked.report is not None:
            console.print(f"{visible['passed']} of {visible['total']} examples pass.")
        if own is not None and own["tests"]:
            console.print(f"{own['passed']} of {own['total']} tests in {OWN_TESTS_FILE} pass.")
        _print_items(console, document.get("items", ()))
        console.print(f"{_left(document['remaining_s'])}.")
        if checked.next_step:
            console.print(checked.next_step, style="bold", markup=False)
        if checked.curveball:
            console.print(f"A change of plan, also in {folders.BRIEF}:", style="bold")
            console.print(checked.curveball, markup=False)
            if checked.changed_files:
                console.print(f"{len(checked.changed_files)} files of corpus/ were changed, added or taken away.")
        if checked.opened_level:
            console.print(f"Level {checked.opened_level} is open: {folders.BRIEF} has its text.", style="bold")

    tell(as_json, document, text)


def submit(
    question: Annotated[str | None, typer.Argument(help="Such as coding/token-bucket; goes with --answer.")] = None,
    answer: Annotated[
        Path | None, typer.Option("--answer", help="The file with the answer; goes with QUESTION.")
    ] = None,
    diagram: Annotated[
        Path | None, typer.Option("--diagram", help="A drawing to go with the answer to a design question, as JSON.")
    ] = None,
    story: Annotated[
        str, typer.Option("--story", help="The story of your bank that the answer to a behavioral question tells.")
    ] = "",
    directory: DirOption = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Hand in, measure and report.

    That is the round of this folder; or with QUESTION and --answer a whole round in one go.
    """
    if (question is None) != (answer is None):
        raise BadInputError("QUESTION and --answer go together.", "Without both, the round of the folder is handed in.")
    if diagram is not None and answer is None:
        raise BadInputError(
            "--diagram goes with QUESTION and --answer.", "In a round's folder the drawing is the file diagram.json."
        )
    if story and answer is None:
        raise BadInputError(
            "--story goes with QUESTION and --answer.", "In a round's folder the story is the file story.md."
        )
    if question is not None and answer is not None:
        with opened(home) as services, progress_told() as told:
            done = rounds.submit_answer(services, question, answer, told, diagram=diagram, story=story)
            records = read_records(services, done)
    else:
        folder = folders.find_folder(directory or Path.cwd())
        with opened(_home_of(folder, home)) as services, progress_told() as told:
            records = read_records(services, rounds.submit_folder(services, folder, told))
    document = round_document(records)
    defence = f"\nNow defend it: mockint defend --round {records[0].round.id} --start\n"
    is_brief = records[0].question.take_home is not None

    def text(console: Console) -> None:
        console.print(render_round(records, ReportFormat.MD), markup=False)
        if is_brief:
            console.print(defence, markup=False)

    tell(as_json, document, text)


def _change(round_id: str, what: str, as_json: bool, home: Path | None) -> None:
    with opened(home) as services:
        document = rounds.change(services, histories.find_round(services, round_id), what)
    tell(
        as_json,
        document,
        lambda console: console.print(f"The round is {document['state']}; {_left(document['remaining_s'])}."),
    )


def _home_of(folder: folders.RoundFolder, home: Path | None) -> Path | None:
    """The home named on the command line or in the environment, else the one that the folder was made in."""
    return home if home is not None or os.environ.get(HOME_VARIABLE) else folder.home


def _print_items(console: Console, items: Sequence[dict[str, Any]]) -> None:
    """The questions of a round of several, with the why that was asked now."""
    for item in items:
        console.print(f"{Path(item['dir']).name}: {item['words']} words", markup=False)
        if item["why"]:
            console.print(f"      {item['why']}", style="bold", markup=False)


def _left(remaining_s: float) -> str:
    return f"{clock_words(remaining_s)} left" if remaining_s >= 0 else f"{clock_words(-remaining_s)} overtime"


def _print_build(console: Console, document: dict[str, Any]) -> None:
    """The visible questions with the raw replies; whether they are right is the candidate's to measure."""
    for case in document["tests"]:
        mark = "FAIL   " if case["fault"] else "replied"
        console.print(f"{mark}  {case['id']}  {case['question']}  ({case['wall_s']:.2f} s)", markup=False)
        if case["fault"]:
            console.print(f"      {case['message']}", markup=False)
        else:
            said = "abstained (null)" if case["answer"] is None else case["answer"]
            cited = ", ".join(case["citations"]) or "nothing"
            console.print(f"      {said}\n      cites {cited}; retrieved {len(case['retrieved'])}", markup=False)
    if document["output"].strip():
        console.print(f"\nPrinted beside the replies:\n{document['output'].rstrip()}", markup=False)
    if document["message"]:
        console.print(f"\nNo question was asked. {document['message']}", markup=False)
    visible = document["visible"]
    console.print(f"\n{visible['passed']} of {visible['total']} visible questions got a reply in the form.")


def _print_brief(console: Console, document: dict[str, Any]) -> None:
    """The visible checks that are not right, what stands around the program, and what it printed; no score."""
    for one in document["tests"]:
        if one["outcome"] == "right":
            continue
        console.print(f"{one['outcome']:<8}  {one['name']}  {one['says']}", markup=False)
        if one["missed"]:
            console.print(f"          expected  {one['missed']}", markup=False)
        console.print(f"          came      {one['message'] or one['came']}", markup=False)
    for title, name in (("Your tests", "own_tests"), ("Your evaluation", "own_evaluation")):
        printed = document["around"].get(name, {}).get("output", "").rstrip()
        if printed:
            console.print(f"\n{title}", style="bold")
            console.print(printed, markup=False)
    if document["output"].strip():
        console.print("\nPrinted beside the replies", style="bold")
        console.print(document["output"].rstrip(), markup=False)
    console.print()
    for one in document["around"].values():
        console.print(one["sentence"], markup=False)
    visible = document["visible"]
    console.print(f"{visible['passed']} of {visible['total']} visible checks are right.")


def _print_tests(console: Console, tests: list[dict[str, Any]]) -> None:
    for test in tests:
        mark = "ok  " if test["verdict"] == "accepted" else "FAIL"
        console.print(f"{mark}  {test['name']}  {test['message']}".rstrip(), markup=False)
        if test["verdict"] == "wrong_answer" and test["actual"] is not None:
            console.print(f"      expected {test['expected']}\n      actual   {test['actual']}", markup=False)
        if test["output"].strip():
            printed = test["output"].rstrip().replace("\n", "\n               ")
            console.print(f"      printed  {printed}", markup=False)
