"""Words for the core's short names, and times as people say them."""

from __future__ import annotations

from datetime import datetime

KINDS = {
    "coding": "Coding",
    "system_design": "System design",
    "live_build": "Live build",
    "debug": "Eval & debug",
    "behavioral": "Behavioral",
    "take_home": "Take-home",
}
DIFFICULTIES = {1: "Warm-up", 2: "Easy", 3: "Medium", 4: "Hard", 5: "Very hard"}
MODES = {"practice": "Practice", "simulation": "Simulation"}
STATES = {
    "planned": "Not started",
    "running": "Running",
    "paused": "Paused",
    "submitted": "Handed in",
    "expired": "Time ran out",
    "measured": "Measured",
    "graded": "Graded",
    "abandoned": "Abandoned",
}
BARS = {"met": "Code bar met", "not_met": "Code bar not met"}


def kind(name: str) -> str:
    """A type of round as people say it; a name from a newer version as it stands."""
    return KINDS.get(name, name.replace("_", " ").capitalize())


def moment(when: datetime | None) -> str:
    """A time in the user's zone, to the minute; a dash where there is none."""
    return when.astimezone().strftime("%d %b %Y, %H:%M").lstrip("0") if when else "\N{EN DASH}"


def counted(number: int, one: str, many: str = "") -> str:
    """``1 question``, ``2 questions``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
