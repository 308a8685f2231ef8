"""``mockint story``: the user's own stories for behavioral rounds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from mockint.app.services import Services
from mockint.app.stories import Overview, StoryBank, TakenIn, overview_document, story_document
from mockint.cli.options import AsJson, HomeOption, opened, print_columns, tell
from mockint.domain.story_text import stories_markdown
from mockint.domain.user_story import UserStory
from mockint.errors import BadInputError

group = typer.Typer(help="Your own stories for behavioral rounds.", no_args_is_help=True, rich_markup_mode=None)
StoryArgument = Annotated[str, typer.Argument(metavar="STORY", help="Its id, the beginning of one, or its title.")]
_SHORT_ID = 8


@group.callback()
def story() -> None:
    """Your own stories for behavioral rounds."""


@group.command("add")
def add(
    title: Annotated[str, typer.Argument(help="What you call it.")],
    situation: Annotated[str, typer.Option(help="Where you were, what was at stake.")] = "",
    task: Annotated[str, typer.Option(help="What was yours to do.")] = "",
    action: Annotated[str, typer.Option(help="What you did yourself, and why.")] = "",
    result: Annotated[str, typer.Option(help="What came of it.")] = "",
    evidence: Annotated[str, typer.Option(help="How it was measured: a number before and after.")] = "",
    hindsight: Annotated[str, typer.Option(help="What you would do differently.")] = "",
    competency: Annotated[list[str] | None, typer.Option(help="What it can show; may be given several times.")] = None,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Add a story; 'story import' takes a file with several."""
    parts = {
        "situation": situation,
        "task": task,
        "action": action,
        "result": result,
        "evidence": evidence,
        "hindsight": hindsight,
    }
    with opened(home) as services:
        bank = StoryBank(services)
        known = [one.id for one in bank.competencies()]
        unknown = [name for name in competency or () if name not in known]
        if unknown:
            raise BadInputError(f"'{unknown[0]}' is no competency.", f"They are {', '.join(known)}.")
        made = bank.keep(bank.new_id(), title, parts, competency or ())
    tell(as_json, story_document(made), lambda console: console.print(f"Added {made.id}: {made.title}", markup=False))


@group.command("list")
def list_(as_json: AsJson = False, home: HomeOption = None) -> None:
    """List your stories, what they cover, and where they leave a gap or have to stand for too much."""
    with opened(home) as services:
        overview = StoryBank(services).overview()
    tell(as_json, overview_document(overview), lambda console: _print_overview(console, overview))


@group.command("show")
def show(name: StoryArgument, as_json: AsJson = False, home: HomeOption = None) -> None:
    """Print a story as Markdown."""
    with opened(home) as services:
        found = StoryBank(services).find(name)
    tell(as_json, story_document(found), lambda _: typer.echo(stories_markdown([found]), nl=False))


@group.command("import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Markdown as 'story export' writes it.")],
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Add the stories of a Markdown file: all of them, or none if the file is broken."""
    with opened(home) as services:
        done = StoryBank(services).take_in(path)
    document = {
        "added": [story_document(each) for each in done.added],
        "skipped": list(done.skipped),
        "notes": list(done.notes),
    }
    tell(as_json, document, lambda console: _print_taken(console, done))


@group.command("export")
def export(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The Markdown file to write.")],
    name: Annotated[str, typer.Option("--story", help="Only this one; else all of them.")] = "",
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Write your stories to a Markdown file, which 'story import' reads again."""
    with opened(home) as services:
        stories = _chosen(services, name)
        StoryBank(services).write_out(path, stories)
    document: dict[str, Any] = {"path": str(path), "stories": [each.id for each in stories]}
    tell(as_json, document, lambda console: console.print(f"{len(stories)} written to {path}.", markup=False))


@group.command("delete")
def delete(
    name: StoryArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
    home: HomeOption = None,
) -> None:
    """Remove a story for good; rounds in which you told it keep what it was then."""
    with opened(home) as services:
        bank = StoryBank(services)
        found = bank.find(name)
        if not yes and not typer.confirm(f"Delete '{found.title}' for good?", err=True):
            raise BadInputError("The story was not deleted.")
        bank.delete(found.id)
    tell(as_json, {"deleted": found.id}, lambda console: console.print(f"Deleted '{found.title}'.", markup=False))


def _chosen(services: Services, name: str) -> tuple[UserStory, ...]:
    bank = StoryBank(services)
    return (bank.find(name),) if name else bank.stories()


def _print_overview(console: Console, overview: Overview) -> None:
    if overview.stories:
        rows = [
            (each.id[:_SHORT_ID], each.title, ", ".join(each.competencies) or "none", str(overview.told.count(each.id)))
            for each in overview.stories
        ]
        print_columns(console, ("Story", "Title", "Competencies", "Told lately"), rows, keep=2)
    else:
        console.print("No stories yet. 'mockint story add TITLE' adds one, 'mockint story import FILE' several.")
    for sentence in overview.overused:
        console.print(sentence, markup=False)
    if overview.gaps:
        console.print(f"No story yet for: {', '.join(one.title for one in overview.gaps)}.", markup=False)


def _print_taken(console: Console, done: TakenIn) -> None:
    for each in done.added:
        console.print(f"Added {each.id[:_SHORT_ID]}: {each.title}", markup=False)
    for title in done.skipped:
        console.print(f"'{title}' is here already, word for word.", markup=False)
    for note in done.notes:
        console.print(note, markup=False)
