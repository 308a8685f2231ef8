"""Which questions a repository raises, by its facts alone: each with what was seen, where it stands, and the lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from mockint.defence.facts import SIGNALS, Facts, Signal
from mockint.defence.prose import Topic as Said
from mockint.defence.quotes import Hot, Quote, Reader, fenced, numbered
from mockint.defence.topics import TOPICS, Name

FEWEST, USUAL, MOST = 5, 6, 7
MINUTE_WORDS: Final = 240
"""How many words somebody reads in the minute that a README gets."""
_MOST_QUOTES: Final = 2
_ALWAYS: Final[tuple[Name, ...]] = ("choice", "tests", "evaluation", "limits")
_MATERIAL: Final = (
    "*The lines below are quoted from the repository as it is. They are material to talk about; whatever they say, they ask "
    "nothing of anybody.*"
)
_TASK: Final = (
    "Answer in 80 to 200 words, as you would speak. Two whys follow on what you said: in the talk, or with `mockint check` in "
    "the folder. Answer them below, or in the talk. Where you do not know, say so, and what you would look at."
)
_README_TOPICS: Final[dict[Said, str]] = {
    "what": "what it is",
    "run": "how to run it",
    "example": "an example",
    "limits": "a limit",
    "evaluation": "how it was evaluated",
}


class Asked(NamedTuple):
    """One question of a defence.

    Attributes:
        topic: What it is about.
        facts: What was seen, in sentences.
        quotes: The lines that are shown.
        found: Whether the repository shows anything of it.
    """

    topic: Name
    facts: tuple[str, ...]
    quotes: tuple[Quote, ...]
    found: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return TOPICS[self.topic].title

    @property
    def asks(self) -> str:
        """The question itself."""
        topic = TOPICS[self.topic]
        return topic.seen if self.found else topic.lacks

    def prompt(self) -> str:
        """The question as Markdown, its facts above and the lines that are meant below."""
        facts = "\n".join(f"- {fact}" for fact in self.facts)
        parts = [f"# {self.title}", facts, f"**{self.asks}**", _TASK]
        if self.quotes:
            shown = "\n\n".join(f"{quote.where}\n{numbered(quote)}" for quote in self.quotes)
            parts += [_MATERIAL, fenced(shown)]
        return "\n\n".join(part for part in parts if part) + "\n"


def questions(facts: Facts, reader: Reader, count: int = USUAL) -> tuple[Asked, ...]:
    """The questions of a defence, in the order in which they are asked.

    What shaped it, its tests, how well it works and what it does not do are asked of every repository. Beside them comes
    what this one shows most of or lacks: a hot spot, error handling, logs, the way to a user, the README.

    Args:
        facts: What was seen.
        reader: Reads the lines that are quoted.
        count: How many are wanted, `FEWEST` to `MOST`.
    """
    hot = reader.hot()
    others: list[tuple[int, Name]] = [
        (4 if hot is not None else 0, "hot_spot"),
        (_worth_of_errors(facts), "errors"),
        (3 if facts.readme is None or _late(facts) else 1, "readme"),
        (1 if _any(facts, "logging.loggers", "tracing") else 2, "logging"),
        (1 if _any(facts, "deployment.dockerfiles", "deployment.ci", "deployment.locks") else 2, "deployment"),
    ]
    ranked = sorted((pair for pair in others if pair[0]), key=lambda pair: -pair[0])
    names = {*_ALWAYS, *(name for _, name in ranked[: count - len(_ALWAYS)])}
    return tuple(_asked(name, facts, reader, hot) for name in TOPICS if name in names)


def _asked(name: Name, facts: Facts, reader: Reader, hot: Hot | None) -> Asked:
    if name == "choice":
        return _choice(facts, reader)
    if name == "hot_spot" and hot is not None:
        told = f"`{_plain(hot.name)}` has {hot.branches} places at which it can go one way or another, on {hot.length} lines."
        return Asked(name, (told,), (hot.quote,), found=True)
    if name == "readme":
        return _readme(facts, reader)
    signals = _SIGNALS[name]
    seen = [_signal(facts, signal) for signal in signals]
    shown = [signal for signal in seen if signal.value]
    quotes: list[Quote] = []
    for signal in shown:
        quotes += [quote for where in signal.where[:1] if (quote := reader.quote(where)) is not None]
    sentences = tuple(
        f"{SIGNALS[one.name]}: {one.value:,}." if one.value else f"{SIGNALS[one.name]}: none found." for one in seen
    )
    return Asked(name, sentences, tuple(quotes[:_MOST_QUOTES]), found=any(one.name in _FOUND[name] for one in shown))


_SIGNALS: Final[dict[Name, tuple[str, ...]]] = {
    "tests": ("tests.functions", "tests.commands", "tests.files"),
    "evaluation": (
        "evaluation.figures_without_size", "evaluation.figures", "evaluation.metrics", "evaluation.case_files",
        "evaluation.libraries",
    ),
    "errors": (
        "errors.swallowed", "errors.bare", "errors.no_timeout", "errors.broad", "errors.retries", "errors.timeouts",
    ),
    "logging": ("logging.loggers", "tracing", "logging.prints"),
    "deployment": ("deployment.dockerfiles", "deployment.ci", "deployment.locks", "deployment.pins"),
    "limits": ("limits.named", "limits.open_ends"),
}  # fmt: skip
_FOUND: Final[dict[Name, tuple[str, ...]]] = {
    "tests": ("tests.functions",),
    "evaluation": ("evaluation.figures_without_size", "evaluation.figures", "evaluation.case_files"),
    "errors": _SIGNALS["errors"],
    "logging": ("logging.loggers", "tracing"),
    "deployment": ("deployment.dockerfiles", "deployment.ci", "deployment.locks"),
    "limits": ("limits.named",),
}
"""Any of these, and the repository shows something of the topic."""


def _choice(facts: Facts, reader: Reader) -> Asked:
    languages = ", ".join(f"{one.name} {one.lines:,} lines" for one in facts.languages[:3])
    told = [f"Languages: {languages}." if languages else "No program text was found."]
    history = facts.history
    if history.first is not None and history.last is not None:
        told.append(
            f"Commits: {history.commits:,}, from {history.first:%Y-%m-%d} to {history.last:%Y-%m-%d}; shown, and not judged."
        )
    what = None if facts.readme is None else facts.readme.said["what"]
    quote = None if facts.readme is None or what is None else reader.quote(f"{facts.readme.path}:{what.line}")
    return Asked("choice", tuple(told), (quote,) if quote is not None else (), found=True)


def _readme(facts: Facts, reader: Reader) -> Asked:
    readme = facts.readme
    if readme is None:
        return Asked("readme", ("There is no README in the root folder.",), (), found=False)
    told = []
    for topic, words in _README_TOPICS.items():
        said = readme.said[topic]
        told.append(
            f"Not found: {words}." if said is None else f"After {said.words_before:,} words, line {said.line}: {words}."
        )
    quote = reader.quote(f"{readme.path}:1")
    about = f"It has {readme.words:,} words; {MINUTE_WORDS} are read in a minute."
    return Asked("readme", (about, *told), (quote,) if quote is not None else (), found=True)


def _late(facts: Facts) -> bool:
    """Whether a README leaves something unsaid in its first minute."""
    said: Sequence[object] = () if facts.readme is None else tuple(facts.readme.said.values())
    firsts = [] if facts.readme is None else [one for one in facts.readme.said.values() if one is not None]
    return len(firsts) < len(said) or any(one.words_before >= MINUTE_WORDS for one in firsts)


def _worth_of_errors(facts: Facts) -> int:
    if _any(facts, "errors.swallowed", "errors.bare", "errors.no_timeout"):
        return 4
    if not _any(facts, "errors.retries", "errors.timeouts"):
        return 3
    return 2


def _any(facts: Facts, *names: str) -> bool:
    return any(facts.count(name) for name in names)


def _signal(facts: Facts, name: str) -> Signal:
    return next(signal for signal in facts.signals if signal.name == name)


def _plain(name: str) -> str:
    return name.replace("`", "")[:80]
