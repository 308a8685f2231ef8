"""What the window needs to know of a setting; a part of the port that `ui.services_port` describes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, Protocol

SettingValue = str | int | float | bool | date | None
SettingWidget = Literal["switch", "choice", "number", "text", "date"]


class SettingField(Protocol):
    """One setting with everything the page needs to show it."""

    @property
    def name(self) -> str:
        """The key in the settings file."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def text(self) -> str:
        """One sentence on what it does."""

    @property
    def category(self) -> str:
        """The section it stands in."""

    @property
    def widget(self) -> SettingWidget:
        """What it is chosen with."""

    @property
    def choices(self) -> Sequence[tuple[str, str]]:
        """Value and title of each choice; empty for other kinds."""

    @property
    def unit(self) -> str:
        """The word behind a number."""

    @property
    def low(self) -> int | None:
        """Least value of a number."""

    @property
    def high(self) -> int | None:
        """Greatest value of a number."""

    @property
    def value(self) -> SettingValue:
        """What is in force."""
