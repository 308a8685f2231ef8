"""``mockint list`` and ``mockint show``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown

from mockint.app import catalogue
from mockint.cli.options import AsJson, HomeOption, opened, print_columns, tell


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("list")(list_questions)
    app.command("show")(show)


def list_questions(
    kind: Annotated[str | None, typer.Option(help="Only this kind of round, such as coding.")] = None,
    skill: Annotated[
        str | None, typer.Option(help="Only questions that are evidence for this skill, such as python.")
    ] = None,
    pattern: Annotated[
        str | None, typer.Option(help="Only coding problems of this pattern, such as 'sliding window'.")
    ] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """List the questions."""
    with opened(home) as services:
        entries = catalogue.questions(services, kind, skill, pattern)
        seen = catalogue.seen(services)
        problems = services.catalog.problems
    documents = [catalogue.entry_document(entry, seen=entry.id in seen) for entry in entries]

    def text(console: Console) -> None:
        if documents:
            rows = [
                (d["question"], d["title"], "yes" if d["seen"] else "no", str(d["minutes"]), str(d["difficulty"]))
                for d in documents
            ]
            print_columns(console, ("Question", "Title", "Seen", "Minutes", "Difficulty"), rows, keep=2)
        else:
            console.print("No question fits. 'mockint list' shows them all.")
        for problem in problems:
            console.print(f"Left out: {problem.line()}", markup=False)

    tell(as_json, documents, text)


def show(
    question: Annotated[str, typer.Argument(help="Such as coding/token-bucket.")],
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Show what a question asks and what it is judged by."""
    with opened(home) as services:
        loaded = catalogue.load(services, question)
        seen = catalogue.seen(services)
    document = catalogue.question_document(loaded, seen=loaded.entry.id in seen)

    def text(console: Console) -> None:
        console.print(
            f"{document['title']}  ({document['question']}, {document['minutes']} minutes)\n",
            style="bold",
            markup=False,
        )
        if console.is_terminal:
            console.print(Markdown(document["prompt"]), soft_wrap=False)  # wrapped at the terminal's width, never cut
        else:
            console.print(document["prompt"], markup=False)
        console.print("\nJudged by", style="bold")
        for criterion in document["criteria"]:
            how = "measured" if criterion["measured"] else "graded"
            console.print(f"  {criterion['weight']:>4.0f} %  {criterion['title']} ({how})")

    tell(as_json, document, text)
