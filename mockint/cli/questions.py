"""``mockint list`` and ``mockint show``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

from mockint.app import catalogue
from mockint.cli.options import AsJson, HomeOption, opened, tell


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("list")(list_questions)
    app.command("show")(show)


def list_questions(
    kind: Annotated[str | None, typer.Option(help="Only this kind of round, such as coding.")] = None,
    skill: Annotated[str | None, typer.Option(help="Only questions that speak for this skill.")] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """List the questions."""
    with opened(home) as services:
        entries = catalogue.questions(services, kind, skill)
        seen = catalogue.seen(services)
        problems = services.catalog.problems
    documents = [catalogue.entry_document(entry, seen=entry.id in seen) for entry in entries]

    def text(console: Console) -> None:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in ("Question", "Title", "Level", "Minutes", "Seen"):
            table.add_column(column, no_wrap=True)
        for document in documents:
            table.add_row(
                document["question"],
                document["title"],
                str(document["difficulty"]),
                str(document["minutes"]),
                "yes" if document["seen"] else "",
            )
        console.print(table)
        for problem in problems:
            console.print(f"Left out: {problem.line()}")

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
        console.print(f"{document['title']}  ({document['question']}, {document['minutes']} minutes)\n", style="bold")
        console.print(Markdown(document["prompt"]))
        console.print("\nJudged by", style="bold")
        for criterion in document["criteria"]:
            how = "measured" if criterion["measured"] else "graded"
            console.print(f"  {criterion['weight']:>4.0f} %  {criterion['title']} ({how})")

    tell(as_json, document, text)
