"""``mockint drill``: short exercises, listed, put one at a time, and marked at once."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markdown import Markdown

from mockint.app import drilling, spacing
from mockint.app.drill_text import VERDICTS, due_again_words, mend_words, points_words, solution_heading
from mockint.cli.options import AsJson, HomeOption, opened, print_columns, tell
from mockint.domain.attempt import ANSWER, CodeMark, DrillAttempt, MendMark
from mockint.domain.drill import ChoicePart, NumberPart, Part
from mockint.errors import BadInputError

_CODE_FOLDER = "drills"
_STYLES = {"right": "green", "nearly": "yellow", "wrong": "red"}


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("drill")(drill)


def drill(
    name: Annotated[
        str | None, typer.Argument(metavar="[DRILL]", help="Such as ops/index-memory; else the next one.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the drills instead of doing one.")] = False,
    answer: Annotated[
        Path | None, typer.Option("--answer", help="A file with the answer ('-' for standard input), marked at once.")
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="List what is due now and fits in --minutes.")] = False,
    minutes: Annotated[int, typer.Option(min=1, help="With --due: the time there is.")] = spacing.CAP_MINUTES,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Which drawing of an ops drill, as a script was told.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only 'ops' (numbers), 'concept' (words) or 'own'.")] = None,
    skill: Annotated[str | None, typer.Option(help="Only drills that are evidence for this skill.")] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Do a drill of three to eight minutes.

    An ops drill has numbers of its own each time and is marked by code; a concept question is answered in words.
    An own drill is made of a round of yours: what was at level 1 or 2. Each time it asks otherwise: what was missing, the part again, the same on another question, or in numbers. Without a name it is what has been due for longest, then one that is new. In a terminal it is put and answered there;
    with --json alone it is only put, to be answered with --seed and --answer.
    """
    _refuse_both(name, answer, seed, listed=listed, due=due)
    with opened(home) as services:
        if listed:
            _list(drilling.drill_lines(services, kind, skill), as_json=as_json)
            return
        if due:
            found = drilling.due_drills(services, kind, skill, minutes)
            tell(as_json, spacing.due_document(found), lambda console: _print_due(console, found, minutes))
            return
        if answer is not None and name is None:
            raise BadInputError(f"{answer} does not say which drill it answers.", "Name the drill before --answer.")
        posed = drilling.pose(services, name or drilling.next_drill(services, kind, skill).ref, seed)
        console = Console(soft_wrap=True, highlight=False)
        if answer is not None:
            if seed is None:
                _refuse_drawing(posed)
            answers = drilling.read_answers(posed, _read(answer))
        elif as_json:
            tell(as_json, drilling.posed_document(posed), lambda _: None)
            return
        else:
            _put(console, posed)
            answers = _ask(console, posed, _code_file(services.home.root, posed))
        attempt = drilling.answer(services, posed, answers, timed=answer is None)
        if posed.is_code:
            _code_file(services.home.root, posed).unlink(missing_ok=True)  # the history has it now
        again = drilling.due_after(services, posed)
        told = due_again_words(again, services.clock.now().wall)

    def text(_: Console) -> None:
        _result(console, posed, attempt)
        console.print(f"\n{told}", style="dim")

    tell(as_json, drilling.attempt_document(posed, attempt, again), text)


def _refuse_both(name: str | None, answer: Path | None, seed: int | None, *, listed: bool, due: bool) -> None:
    """Refuse two wishes at once, rather than leave one of them unheard."""
    if listed and due:
        raise BadInputError("--list and --due ask for different things.", "Give one of them; --due lists what is due.")
    wish = "--list" if listed else "--due" if due else ""
    other = name or ("--answer" if answer is not None else "--seed" if seed is not None else "")
    if wish and other:
        raise BadInputError(
            f"{wish} lists drills, so '{other}' has no place beside it.", f"Leave out {wish} to do one."
        )


def _print_due(console: Console, found: spacing.Due, minutes: int) -> None:
    console.print(spacing.due_words(found, minutes))
    rows = [(one.ref, one.title, str(one.minutes)) for one in found.fitting]
    if rows:
        print_columns(console, ("Drill", "Title", "Minutes"), rows, keep=1)


def _refuse_drawing(posed: drilling.Posed) -> None:
    """Refuse an answer to a drawing that nobody named."""
    if posed.drawn is not None:
        raise BadInputError(
            "An ops drill has other numbers each time, so the answer needs its drawing.",
            f"'mockint drill {posed.entry.ref} --json' puts one and names its seed; answer with --seed and --answer.",
        )


def _read(path: Path) -> str:
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except OSError as fault:
        raise BadInputError(f"{path} cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise BadInputError(f"{path} is not UTF-8 text.") from fault


def _list(lines: list[dict[str, Any]], *, as_json: bool) -> None:
    def text(console: Console) -> None:
        if not lines:
            console.print("No drill fits. 'mockint drill --list' shows them all.")
            return
        rows = [
            (
                line["drill"],
                line["title"],
                "new" if line["last"] is None else VERDICTS[line["last"]["verdict"]].lower(),
                str(line["minutes"]),
                str(line["difficulty"]),
            )
            for line in lines
        ]
        print_columns(console, ("Drill", "Title", "Last", "Minutes", "Difficulty"), rows, keep=2)

    tell(as_json, lines, text)


def _put(console: Console, posed: drilling.Posed) -> None:
    console.print(
        f"{posed.entry.title}  ({posed.entry.ref}, {posed.entry.minutes} minutes)\n", style="bold", markup=False
    )
    _print_markdown(console, posed.prompt)


def _print_markdown(console: Console, text: str) -> None:
    if console.is_terminal:
        console.print(Markdown(text), soft_wrap=False)
    else:
        console.print(text.strip(), markup=False)


def _code_file(home: Path, posed: drilling.Posed) -> Path:
    return home / _CODE_FOLDER / f"{posed.entry.slug}.py"


def _ask(console: Console, posed: drilling.Posed, code_file: Path) -> dict[str, str]:
    if posed.form is not None and posed.form.is_code:
        return {ANSWER: _code(console, code_file, posed.form.start)}
    if posed.drawn is None:
        console.print("\nAnswer in a few sentences; an empty line ends it.", style="bold")
        return {ANSWER: _paragraph()}
    answers = {}
    for part in posed.drawn.parts:
        console.print()
        console.print(part.asks, style="bold", markup=False)
        if isinstance(part, ChoicePart):
            for letter, option in part.letters.items():
                console.print(f"  {letter}) {option.text}", markup=False)
        answers[part.id] = _line(_hint(part))
    return answers


def _code(console: Console, path: Path, start: str) -> str:
    """The code in a file, once its author says that it is mended; one that was begun before is gone on with."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(start, encoding="utf-8")
    except OSError as fault:
        raise BadInputError(f"{path} cannot be written: {fault.strerror}.") from fault
    console.print(f"\nYour code is in {path}. Mend it there.", style="bold", markup=False)
    try:
        input("Enter when it is saved: ")
    except EOFError:
        raise BadInputError(
            "Nobody is there to say when the code is mended.", f"Mend {path} and hand it in with --answer."
        ) from None
    return _read(path)


def _hint(part: Part) -> str:
    if isinstance(part, NumberPart):
        return f"amount{f' in {part.unit}' if part.unit else ''}: "
    return "letter: " if isinstance(part, ChoicePart) else "line numbers: "


def _line(hint: str) -> str:
    try:
        return input(hint)
    except EOFError:
        return ""


def _paragraph() -> str:
    lines: list[str] = []
    while True:
        try:
            line = input("> " if sys.stdin.isatty() else "")
        except EOFError:
            break
        if not line.strip() and lines:
            break
        lines.append(line)
    return "\n".join(lines)


def _result(console: Console, posed: drilling.Posed, attempt: DrillAttempt) -> None:
    result = attempt.result
    console.print()
    console.print(VERDICTS[result.verdict], style=f"bold {_STYLES[result.verdict]}", end="")
    if isinstance(result, CodeMark):
        console.print()
        for part, asked in zip(result.mark.parts, posed.drawn.parts if posed.drawn else (), strict=True):
            words = "" if part.verdict == "right" else f"  (right: {part.right_answer})"
            console.print(f"  {VERDICTS[part.verdict]}: {asked.asks} {part.given or 'no answer'}{words}", markup=False)
            if part.says:
                console.print(textwrap.indent(part.says, "    "), markup=False)
    elif isinstance(result, MendMark):
        console.print(f": {mend_words(result)}", markup=False)
    else:
        from mockint.graders.concept import LIMITS

        console.print(f": {points_words(result)}, an offline estimate")
        if result.note:
            console.print(f"  {result.note}", markup=False)
        for point, quote in result.said:
            console.print(f"  said: {point}", markup=False)
            console.print(f"        “{quote}”", markup=False, style="dim")
        for point in result.missing:
            console.print(f"  missing: {point}", markup=False)
        console.print(f"  {LIMITS}", markup=False, style="dim")
    console.print(f"\n{solution_heading(posed)}", style="bold")
    _print_markdown(console, posed.solution)
