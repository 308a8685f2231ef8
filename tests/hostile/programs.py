"""The hostile programs: read from the files in `programs/`, and the sources that are made here."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

TOKEN_NAME = "MOCKINT_HOSTILE_TOKEN"
FOLDER = Path(__file__).parent / "programs"


class Hostile(NamedTuple):
    """A program and what must become of it.

    Attributes:
        harm: What it harms where it is not confined: ``scratch`` (the folder), ``leak`` (a secret is told), ``net``
            (a listener hears), ``victim`` (another process) or ``says`` (it reports success itself); empty: nothing.
        needs_root: Whether only root can do the harm.
        needs_kernel: Whether a system may lack what it misuses.
    """

    name: str
    source: str
    verdict: str
    harm: str = ""
    cpu_s: float = 0.5
    wall_s: float | None = None
    needs_root: bool = False
    needs_kernel: bool = False


def all_programs() -> list[Hostile]:
    """Every program, by file and then in order."""
    found = [program for path in sorted(FOLDER.glob("*.txt")) for program in _read(path)]
    return found + _made()


def _read(path: Path) -> list[Hostile]:
    """Read ``### name -> verdict [option ...]`` and the source under it."""
    programs = []
    for part in path.read_text(encoding="utf-8").split("### ")[1:]:
        head, _, source = part.partition("\n")
        name, _, rest = head.partition(" -> ")
        verdict, *options = rest.split()
        values = dict(option.split("=") for option in options if "=" in option)
        programs.append(
            Hostile(
                name,
                source,
                verdict,
                harm=values.get("harm", ""),
                cpu_s=float(values.get("cpu", 0.5)),
                wall_s=float(values["wall"]) if "wall" in values else None,
                needs_root="root" in options,
                needs_kernel="kernel" in options,
            )
        )
    return programs


def _made() -> list[Hostile]:
    """Sources that would be unreadable, or too long, in a file."""
    good = "def solve(numbers):\n    return sum(numbers)\n"
    bombs = {
        "nested-parentheses": "x = " + "(" * 100_000 + ")" * 100_000,
        "nested-brackets": "x = " + "[" * 5_000 + "]" * 5_000,
        "long-sum": "x = " + "+".join(["1"] * 100_000),
        "many-signs": "x = " + "-" * 100_000 + "1",
        "many-nots": "x = " + "not " * 50_000 + "1",
        "long-attribute-chain": "x = a" + ".b" * 100_000,
        "long-call-chain": "x = a" + "()" * 100_000,
        "nested-lambdas": "x = " + "lambda: " * 20_000 + "0",
        "deep-indentation": "".join(" " * i + "if 1:\n" for i in range(200)) + " " * 200 + "pass",
        "long-power": "x = " + "**".join(["2"] * 20_000),
        "huge-literal": "x = " + "9" * 100_000,
        "nested-conditions": "x = " + "1 if 1 else " * 20_000 + "1",
    }
    programs = [Hostile(f"bomb-{name}", f"{source}\n{good}", "invalid", cpu_s=2.0) for name, source in bombs.items()]
    programs += [
        Hostile("null-byte", good + "\0", "invalid"),
        Hostile("null-byte-in-a-text", good + "x = '\0'\n", "invalid"),
        Hostile("surrogate-in-the-source", good + "x = '\ud800'\n", "invalid"),
        Hostile("hundred-megabytes", good + "#" * 100_000_000, "invalid"),
        Hostile("hundred-thousand-lines", "x = 1\n" * 100_000 + good, "accepted", cpu_s=4.0),
        Hostile("byte-order-mark", "\ufeff" + good, "accepted"),
        Hostile("windows-line-ends", good.replace("\n", "\r\n"), "accepted"),
        Hostile("form-feed", "\f" + good, "accepted"),
        Hostile("invisible-letters", "def sol\u200bve(numbers):\n    return 6\n", "invalid"),
        Hostile("lookalike-name", "def s\u043elve(numbers):\n    return sum(numbers)\n", "invalid"),
        Hostile("no-line-end", good.rstrip(), "accepted"),
        Hostile("a-bracket-a-line", "x = " + "[\n" * 150 + "]" * 150 + "\n" + good, "accepted"),
    ]
    return programs
