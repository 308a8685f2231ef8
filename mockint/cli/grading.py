"""Grading from the command line: judge a round or an answer, what still waits, and one's own word against a level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from mockint.app import grading
from mockint.app import history as histories
from mockint.app.folder import read_text
from mockint.app.grade_json import grade_document
from mockint.app.record import named_part
from mockint.app.report import spread_words
from mockint.app.services import Services
from mockint.cli.options import AsJson, HomeOption, opened, print_columns, progress_told, tell
from mockint.domain.ids import CriterionId, RoundId
from mockint.domain.skill import LEVEL_WORDS, Level
from mockint.errors import BadInputError
from mockint.graders.base import Grader, GraderName, Step

GraderOption = Annotated[
    str | None,
    typer.Option("--grader", help="messages, openai, offline, paste or self; else the one in the settings."),
]
ModelOption = Annotated[str | None, typer.Option("--model", help="Name of the model, if not the one in the settings.")]
_NAMES: tuple[GraderName, ...] = ("messages", "openai", "offline", "paste", "self")
_LEVELS: tuple[Level, ...] = (1, 2, 3, 4)


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    for command in (grade, queue, dispute):
        app.command(command.__name__)(command)


def grade(
    round_id: Annotated[
        str | None,
        typer.Argument(
            metavar="[ROUND]", help="A round's id, or its beginning; ROUND/2 for its second question alone."
        ),
    ] = None,
    question: Annotated[str | None, typer.Option("--question", help="With --answer: what was answered.")] = None,
    answer: Annotated[Path | None, typer.Option("--answer", help="A file with an answer; it is not kept.")] = None,
    grader: GraderOption = None,
    model: ModelOption = None,
    reply: Annotated[
        Path | None, typer.Option("--reply", help="With --grader paste: the file with the reply you brought.")
    ] = None,
    level: Annotated[
        list[str] | None, typer.Option("--level", help="With --grader self: CRITERION=LEVEL; once for each.")
    ] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Have a round, or an answer in a file, judged.

    Of a round of several questions each is judged alone. A new grade stands beside the earlier ones. With --grader
    paste and no --reply the prompt is printed, for a reader elsewhere. An answer to a coding problem is its
    explanation, unless the file ends in .py.
    """
    if (round_id is None) == (question is None) or (question is None) != (answer is None):
        raise BadInputError("Name a ROUND, or --question with --answer.", "'mockint history' lists the rounds.")
    with opened(home) as services, progress_told() as told:
        found = () if round_id is None else histories.find_parts(services, round_id)
        name = _name(services, grader)
        if len(found) > 1 and name in {"paste", "self"}:
            raise BadInputError(
                f"The grader {name} judges one question at a time, and this round has {len(found)}.",
                f"Name one: '{round_id}/1' is the first.",
            )
        if name == "paste" and reply is None:
            _print_prompt(services, found[0] if found else None, question, answer, as_json=as_json)
            return
        chosen = _grader(services, name, model, reply, level, found[0].round_id if found else None)

        def step(step: Step) -> None:
            told(step.words)

        if found:
            graded = [
                grading.grade_round(services, part.round_id, chosen, step, position=part.position) for part in found
            ]
        else:
            graded = [grading.grade_answer(services, question or "", answer or Path(), chosen, step)]
    documents = [graded_document(one) for one in graded]
    if len(documents) == 1:
        tell(as_json, documents[0], lambda console: _print_grade(console, documents[0]))
    else:
        _tell_grades(found, documents, as_json=as_json)


def queue(
    retry: Annotated[bool, typer.Option("--retry", help="Have all of them judged now.")] = False,
    grader: GraderOption = None,
    model: ModelOption = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """List the rounds that wait to be judged.

    Each with the reason why the last grader did not; with --retry all of them are judged now.
    """
    with opened(home) as services, progress_told() as told:
        found = grading.waiting(services)
        if retry and found:
            name = _name(services, grader)
            if name in {"paste", "self"}:
                raise BadInputError(f"The grader {name} judges one round at a time.", "Use 'mockint grade ROUND'.")
            for one in found:
                told(f"Grading {one.title}")
                chosen = _grader(services, name, model, None, None, one.round_id)
                round_id, position = named_part(one.name)
                grading.grade_round(services, round_id, chosen, position=position)
            found = grading.waiting(services)
    documents = [
        {"round": one.round_id, "name": one.name, "question": one.question, "title": one.title, "reason": one.reason}
        for one in found
    ]

    def text(console: Console) -> None:
        if not documents:
            console.print("Nothing waits to be judged.")
            return
        rows = [
            (_short(one["name"]), one["question"], one["reason"] or "No grader was asked yet.") for one in documents
        ]
        print_columns(console, ("Round", "Question", "Why it waits"), rows, keep=2)

    tell(as_json, documents, text)


def dispute(
    round_id: Annotated[
        str,
        typer.Argument(
            metavar="ROUND", help="A round's id, or its beginning; ROUND/2 for the second question of several."
        ),
    ],
    criterion: Annotated[str, typer.Argument(help="The criterion's id, as 'mockint show' lists it.")],
    level: Annotated[int, typer.Argument(help="The level that you hold to be right, 1 to 4.")],
    why: Annotated[str, typer.Option("--why", help="What the grader missed.")],
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Say that a level of a grade is wrong.

    The grade stays as it is; your word stands beside it.
    """
    with opened(home) as services:
        found = histories.find_parts(services, round_id)
        if len(found) > 1:
            raise BadInputError(
                f"This round has {len(found)} questions.", f"Name the one you mean: '{round_id}/1' is the first."
            )
        said = grading.dispute(services, found[0].round_id, criterion, level, why, position=found[0].position)
    document = {"round": said.round_id, "criterion": said.criterion, "level": said.level, "why": said.why}
    tell(as_json, document, lambda console: console.print("Kept beside the grade."))


def _tell_grades(found: Sequence[histories.Part], documents: list[dict[str, Any]], *, as_json: bool) -> None:
    """Tell the grades of all questions of a round; none is made up for the round as a whole."""

    def text(console: Console) -> None:
        for part, document in zip(found, documents, strict=True):
            console.print(f"\nQuestion {part.position + 1} of {len(found)}", style="bold")
            _print_grade(console, document)

    items = [{"item": part.position + 1, **one} for part, one in zip(found, documents, strict=True)]
    tell(as_json, {"round": found[0].round_id, "items": items}, text)


def _short(name: str) -> str:
    """A question's name with as much of the round's id as is enough to find it."""
    round_id, slash, number = name.partition("/")
    return f"{round_id[:8]}{slash}{number}"


def graded_document(graded: grading.Graded) -> dict[str, Any]:
    """The answer of ``mockint grade --json``."""
    grade = graded.grade
    return {
        "round": grade.round_id or None,
        **grade_document(grade, graded.rubric),
        "usage": {**graded.usage.model_dump(), "usd": graded.usd},
    }


def _name(services: Services, wanted: str | None) -> GraderName:
    if wanted is None:
        chosen = grading.chosen_grader(services)
        if chosen is None:
            raise BadInputError("No grader is chosen in the settings.", "Name one with --grader.")
        return chosen
    for name in _NAMES:
        if name == wanted:
            return name
    raise BadInputError(f"There is no grader '{wanted}'.", f"Choose one of {', '.join(_NAMES)}.")


def _grader(
    services: Services,
    name: GraderName,
    model: str | None,
    reply: Path | None,
    levels: list[str] | None,
    round_id: RoundId | None,
) -> Grader:
    pasted = read_text(reply) if reply is not None else ""
    return grading.make_grader(
        services, name, model=model, pasted=pasted, levels=_own_levels(levels or []), round_id=round_id
    )


def _own_levels(given: list[str]) -> Mapping[CriterionId, Level]:
    found: dict[CriterionId, Level] = {}
    for text in given:
        criterion, _, number = text.partition("=")
        level = next((each for each in _LEVELS if str(each) == number.strip()), None)
        if level is None:
            raise BadInputError(f"'{text}' is not CRITERION=LEVEL.", "Write for instance --level framing=3.")
        found[CriterionId(criterion.strip())] = level
    return found


def _print_prompt(
    services: Services, part: histories.Part | None, question: str | None, answer: Path | None, *, as_json: bool
) -> None:
    if part is not None:
        prompt = grading.paste_prompt(services, *part)
    else:
        prompt = grading.paste_prompt_for_answer(services, question or "", answer or Path())
    tell(as_json, {"prompt": prompt}, lambda _: typer.echo(prompt, nl=False))


def _print_grade(console: Console, document: dict[str, Any]) -> None:
    console.print(f"{document['words']} · {document['source']}", style="bold", markup=False)
    console.print(document["reason"], markup=False)
    for mark in document["marks"]:
        console.print(f"Noticed: {mark}", markup=False)
    for criterion in document["criteria"]:
        level = criterion["level"]
        if level is None:
            console.print(f"\n{criterion['title']}: not judged. {criterion['reason']}", markup=False)
            continue
        console.print(f"\n{criterion['title']}: {level} {LEVEL_WORDS[level]}{spread_words(criterion)}", markup=False)
        for evidence in criterion["evidence"]:
            console.print(f"  “{evidence['quote']}” ({evidence['how']})", markup=False)
        for label, text in (("Missing", criterion["missing"]), ("Next", criterion["next_action"])):
            if text:
                console.print(f"  {label}: {text}", markup=False)
    usage = document["usage"]
    if usage["output_tokens"]:
        price = "price unknown or local" if usage["usd"] is None else f"{usage['usd']:.4f} USD"
        read = usage["input_tokens"] + usage["cache_read"] + usage["cache_creation"]
        console.print(
            f"\n{read:,} tokens read ({usage['cache_read']:,} from the cache), {usage['output_tokens']:,} written; {price}.",
            markup=False,
        )
