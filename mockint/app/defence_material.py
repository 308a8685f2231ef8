"""What a defence is held on: a repository's newest commit, or the files that a round handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from mockint.app.defending import look
from mockint.app.own_files import own_files
from mockint.app.record import read_records
from mockint.app.round_types import type_of
from mockint.app.services import Services
from mockint.defence import quotes
from mockint.defence.facts import Facts
from mockint.defence.files import clean
from mockint.defence.limits import Limits
from mockint.defence.quotes import Reader
from mockint.defence.reading import read_files
from mockint.domain.ids import RoundId
from mockint.errors import BadInputError, RoundError

_NAME_CHARS: Final = 40


class Material(NamedTuple):
    """What the questions of a defence are made of.

    Attributes:
        facts: What was seen.
        reader: Reads the lines that are quoted.
        name: What it is called, short.
        where: What tells it from any other; never shown.
    """

    facts: Facts
    reader: Reader
    name: str
    where: str


def of_repository(services: Services, path: Path) -> Material:
    """The commit that is checked out in a folder.

    Raises:
        BadInputError: There is no repository, no commit, or it cannot be read.
    """
    facts = look(path, services.clock)
    began = services.clock.now().monotonic_s
    reader = quotes.of_commit(path, facts.commit, Limits(), lambda: services.clock.now().monotonic_s - began)
    return Material(facts, reader, clean(path.resolve().name)[:_NAME_CHARS] or "repository", str(path.resolve()))


def of_round(services: Services, round_id: RoundId) -> Material:
    """The files of the candidate's own that a round handed in: what was given and left as it was is not theirs.

    Raises:
        BadInputError: There is no such round, or it has no files.
        RoundError: Nothing was handed in.
    """
    record = read_records(services, round_id)[0]
    if not type_of(record.question).takes_files:
        raise BadInputError(
            "This round has no folder of files that could be defended.",
            "Name a round of a take-home or a live build, or a repository: mockint defend PATH.",
        )
    if record.submission is None:
        raise RoundError("Nothing was handed in for this round yet.", "Hand in first: 'mockint submit'.")
    files = own_files(record)
    began = services.clock.now().monotonic_s

    def elapsed() -> float:
        return services.clock.now().monotonic_s - began

    facts = read_files(files, elapsed=elapsed)
    reader = quotes.of_files(files, Limits(), elapsed)
    return Material(facts, reader, record.question.header.title[:_NAME_CHARS].rstrip(), f"round:{round_id}")
