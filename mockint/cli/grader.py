"""``mockint grader check``: how far the grader in use can be trusted, measured on answers whose levels are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.console import Console

from mockint.cli.options import AsJson, HomeOption, opened, print_columns, progress_told, tell
from mockint.errors import BadInputError
from mockint.graders.base import GraderName

group = typer.Typer(help="Graders.", no_args_is_help=True, rich_markup_mode=None)

CHECKED: tuple[GraderName, ...] = ("offline", "messages", "openai")


@group.callback()
def grader() -> None:
    """Graders."""


@group.command("check")
def check(
    name: Annotated[
        str | None, typer.Option("--grader", help="offline, messages or openai; else the one in the settings.")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", help="Name of the model; else the one in the settings.")
    ] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Have a grader judge the gold answers and print how well it agrees with their settled levels.

    A model grades some two hundred answers for this; its usage is printed too. The result is kept for the settings.
    """
    from mockint.app.grader_check import check_grader, keep_result
    from mockint.app.grading import chosen_grader, make_grader

    with opened(home) as services, progress_told() as told:
        wanted = name or chosen_grader(services) or "offline"
        found: GraderName | None = next((known for known in CHECKED if known == wanted), None)
        if found is None:
            raise BadInputError(f"The grader '{wanted}' cannot be checked.", f"These can: {', '.join(CHECKED)}.")
        document = check_grader(services, make_grader(services, found, model=model), told)
        keep_result(services.home, document, services.clock.now().wall)
    tell(as_json, document, lambda console: _print(console, document))


def _print(console: Console, document: Mapping[str, Any]) -> None:
    model = f" ({document['model']})" if document["model"] else ""
    console.print(f"{document['grader']}{model}: {document['n']} answers, {document['levels']} levels", style="bold")
    interval = document["qwk_interval"]
    span = f" (95 %: {interval[0]:.2f} to {interval[1]:.2f})" if interval else ""
    constant = document["constant"] or {"level": "?", "within_one": None}
    attacks, apart = document["attacks"], document["apart"]
    lines = [
        ("Agreement, weighted kappa", f"{_figure(document['qwk'])}{span}"),
        ("  two readers with one another", _figure(document["readers"]["kappa"])),
        ("Within one level", _share(document["within_one"])),
        (f"  by saying {constant['level']} always", _share(constant["within_one"])),
        ("Leniency, levels", _figure(document["leniency"], signed=True)),
        ("Same level when graded again", _share(document["retest"]["same"])),
        ("Attacks resisted", f"{attacks['resisted']} of {attacks['tried']}, {attacks['kinds']} kinds"),
        ("Levels moved by padding", _figure(apart["padded"], signed=True)),
        ("Levels moved by key words", _figure(apart["stuffed"], signed=True)),
        ("Levels moved by denial", _figure(apart["reversed"], signed=True)),
        ("Criteria without a level", str(document["ungraded"])),
    ]
    usage = document["usage"]
    if usage["calls"]:
        price = "price unknown" if usage["usd"] is None else f"{usage['usd']:.2f} USD"
        read = usage["input_tokens"] + usage["cache_read"] + usage["cache_creation"]
        lines.append(("Calls", f"{usage['calls']}: {read} tokens read, {usage['output_tokens']} written, {price}"))
    print_columns(console, ("Measure", ""), lines, keep=2)
    rows = [
        (title, str(one["n"]), _figure(one["qwk"]), _share(one["within_one"]), _figure(one["leniency"], signed=True))
        for title, one in document["per_round"].items()
    ]
    console.print()
    print_columns(console, ("Round", "Answers", "Kappa", "Within one", "Leniency"), rows, keep=3)
    console.print()
    answers = [
        (kind.replace("_", " "), str(one["n"]), f"{one['settled']:.2f}", f"{one['given']:.2f}")
        for kind, one in document["by_answer"].items()
    ]
    print_columns(console, ("Answer", "Levels", "Settled", "Given"), answers, keep=4)
    for broken in attacks["broken"]:
        console.print(f"Not resisted: {broken['kind']} ({broken['answer']})", markup=False)


def _figure(value: float | None, *, signed: bool = False) -> str:
    if value is None:
        return "not defined"
    return f"{value:+.2f}" if signed else f"{value:.2f}"


def _share(value: float | None) -> str:
    return "not defined" if value is None else f"{100 * value:.0f} %"
