"""What rounds of several questions are called."""

from __future__ import annotations

from mockint.rounds.take_home import TAKE_HOME


def round_title(count: int, kind: str) -> str:
    """What a round of several questions is called."""
    return f"{'Defence' if kind == TAKE_HOME else 'Behavioral round'} of {count} questions"
