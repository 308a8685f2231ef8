"""What the docs say of commands and settings is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from mockint.bank.rubrics import load_rubric
from mockint.cli.main import build
from mockint.domain.verdict import BARS
from mockint.settings.model import describe

DOCS = Path(__file__).resolve().parents[2] / "docs"
CLI = (DOCS / "cli.md").read_text(encoding="utf-8")


def commands(app: typer.Typer, before: str = "") -> list[str]:
    """Names of all commands, groups' with their own in front."""
    own = [
        before + (command.name or command.callback.__name__.rstrip("_"))
        for command in app.registered_commands
        if command.callback is not None
    ]
    for group in app.registered_groups:
        assert group.typer_instance is not None
        own += commands(group.typer_instance, f"{group.name} ")
    return own


@pytest.mark.parametrize("name", commands(build()))
def test_every_command_is_described(name: str) -> None:
    assert re.search(rf"`{name}[ `]", CLI), f"docs/cli.md says nothing of {name}"


def test_no_command_is_described_that_is_not_there() -> None:
    rows = [line.split("|")[1] for line in CLI.splitlines() if line.startswith("| `")]
    described = [words for row in rows for words in re.findall(r"`([a-z]+(?: [a-z]+)?)", row)]
    assert described
    there = set(commands(build()))
    assert [name for name in described if name not in there] == []


def test_the_rubric_in_the_docs_is_the_rubric() -> None:
    text = (DOCS / "grading.md").read_text(encoding="utf-8")
    for criterion in load_rubric("coding").criteria:
        row = next(line for line in text.splitlines() if line.startswith(f"| {criterion.title} |"))
        assert f"| {criterion.weight:g} % |" in row
        assert ("| yes |" in row) == bool(criterion.must_have)
    for level, bar in BARS.items():
        assert f"{level.value} {bar:g}" in text or f"{level.value} {bar}" in text


def test_every_setting_says_what_it_does() -> None:
    for info in describe():
        assert info.title, info.name
        assert info.text.endswith("."), info.name
