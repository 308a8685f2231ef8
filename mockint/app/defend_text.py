"""The facts of a repository as text, in the order in which somebody asks about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from mockint.app import defending
from mockint.defence.asking import MINUTE_WORDS
from mockint.defence.facts import SIGNALS, CaseFile, Facts, Readme, Signal
from mockint.defence.prose import Topic

_GROUPS: Final[Mapping[str, str]] = {
    "tests": "Tests",
    "evaluation": "Evaluation",
    "logging": "Logging",
    "tracing": "Tracing",
    "errors": "Error handling (tests left out)",
    "configuration": "Configuration",
    "secrets": "Secrets (files of this commit, not of older ones)",
    "deployment": "Deployment",
    "limits": "Honest limits",
}
_TOPICS: Final[Mapping[Topic, str]] = {
    "what": "What it is",
    "run": "How to run it",
    "example": "An example or a picture",
    "limits": "A limit",
    "evaluation": "How it was evaluated",
}
_SHOWN_PLACES: Final = 3
_SHOWN_LANGUAGES: Final = 6
_SHOWN_CASE_FILES: Final = 5


def lines(facts: Facts) -> Iterator[str]:
    """The whole text, line by line; what begins at the edge is a heading."""
    yield from _history(facts)
    yield from _files(facts)
    yield from _readme(facts.readme)
    for group, title in _GROUPS.items():
        yield f"\n{title}"
        for signal in facts.signals:
            if signal.name.partition(".")[0] == group and signal.name != "evaluation.case_files":
                yield from _signal(signal)
        if group == "evaluation":
            yield from _case_files(facts.case_files)
    if facts.left_out:
        yield "\nLeft out"
        yield from (f"  {sentence}" for sentence in facts.left_out)
    yield f"\n  Read in {facts.seconds:.1f} s. Facts, not a score: nothing here says how good the repository is."


def _history(facts: Facts) -> Iterator[str]:
    history, days = facts.history, defending.span_days(facts)
    if not facts.commit:
        yield "What was handed in"
        yield "  It came without a history: no commits are shown."
        return
    where = f"branch {facts.branch}" if facts.branch is not None else "a detached head"
    yield f"Commit {facts.commit[:10]} on {where}"
    span = "" if days is None else f" ({days} days)"
    first, last = (f"{moment:%Y-%m-%d}" if moment else "no date" for moment in (history.first, history.last))
    yield f"  Commits: {history.commits:,}, from {first} to {last}{span}; {history.merges:,} merges, {history.authors} authors"
    if history.shallow:
        yield "  This is a shallow clone: older commits are not here, and not counted."
    if history.missing:
        yield f"  {history.missing:,} commits are missing or damaged; what lies behind them is not counted."


def _files(facts: Facts) -> Iterator[str]:
    yield "\nFiles"
    languages = [f"{one.name} {one.files:,} files, {one.lines:,} lines" for one in facts.languages]
    more = len(languages) - _SHOWN_LANGUAGES
    yield f"  {'In the commit' if facts.commit else 'In all'}: {facts.count('files.count'):,}"
    yield from (f"    {language}" for language in languages[:_SHOWN_LANGUAGES])
    if more > 0:
        yield f"    and {more} more languages"
    for signal in facts.signals:
        if signal.name.startswith("files.") and signal.name != "files.count" and signal.value:
            yield from _signal(signal)


def _readme(found: Readme | None) -> Iterator[str]:
    if found is None:
        yield "\nREADME"
        yield "  None in the root folder"
        return
    yield f"\n{found.path}: what a reader learns, and after how many words ({MINUTE_WORDS} are a minute)"
    for topic, title in _TOPICS.items():
        said = found.said[topic]
        if said is None:
            yield f"  {title}: not found"
        else:
            yield f"  {title}: after {said.words_before} words, line {said.line}: {said.quote}"


def _signal(signal: Signal) -> Iterator[str]:
    yield f"  {SIGNALS[signal.name]}: {signal.value:,}" if signal.value else f"  {SIGNALS[signal.name]}: none"
    notes = signal.notes or ("",) * len(signal.where)
    for where, note in list(zip(signal.where, notes, strict=True))[:_SHOWN_PLACES]:
        yield f"    {where}  {note}".rstrip()
    more = signal.value - _SHOWN_PLACES
    if signal.where and more > 0:
        yield f"    and {more:,} more"


def _case_files(found: tuple[CaseFile, ...]) -> Iterator[str]:
    yield f"  Files of cases: {len(found)}" if found else "  Files of cases: none"
    for one in found[:_SHOWN_CASE_FILES]:
        yield f"    {one.path}  {'not countable' if one.cases is None else f'{one.cases:,} cases'}"
    if len(found) > _SHOWN_CASE_FILES:
        yield f"    and {len(found) - _SHOWN_CASE_FILES} more"
