"""Reads the files of a live build: facts, starter, and the programs that the bank check tries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from mockint.bank.folder import Folder
from mockint.bank.parse import parse
from mockint.bank.schema import BuildFile
from mockint.domain.build import BuildTask
from mockint.domain.vocabulary import Vocabulary

BUILD: Final = "live_build"
BUILD_FILE: Final = "build.toml"
FACTS_FILE: Final = "facts.toml"
SETTINGS_FILE: Final = "mockint.toml"
_PLACES = ("starter", "reference", "naive", "cheats")


class BuildPack(NamedTuple):
    """A live build as its author keeps it.

    Attributes:
        task: What a round needs of it.
        vocabulary: The facts, read.
        reference: Text by path, laid over the starter.
        naive: Likewise.
        cheats: Likewise, by name.
    """

    task: BuildTask
    vocabulary: Vocabulary
    reference: Mapping[str, str]
    naive: Mapping[str, str]
    cheats: Mapping[str, Mapping[str, str]]


def read_build(files: Folder) -> BuildPack | None:
    """Read the build's own files; None (and problems) where one is missing that every round needs."""
    about = parse(files, BUILD_FILE, BuildFile)
    facts = files.text(FACTS_FILE)
    vocabulary = parse(files, FACTS_FILE, Vocabulary) if facts is not None else None
    starter, reference, naive = (files.texts(place) for place in _PLACES[:3])
    cheats = {name: files.texts(f"cheats/{name}") for name in files.folders("cheats")}
    if starter and SETTINGS_FILE not in starter:
        files.report(f"starter/{SETTINGS_FILE}", "", "is missing: it says how the program is started")
    if about is None or facts is None or vocabulary is None or not starter:
        return None
    task = BuildTask(
        vocabulary=facts,
        starter=starter,
        budget=about.budget,
        changed_budget=about.changed_budget,
        network=about.network,
        reference_cost=about.reference_cost,
    )
    return BuildPack(task, vocabulary, reference, naive, cheats)
