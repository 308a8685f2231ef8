"""The two kinds of error: what the world did (`KnownError`) and what we did wrong (everything else)."""

from __future__ import annotations


class KnownError(Exception):
    """A fault of the world that the user can understand and act on.

    Args:
        what: One sentence that says what happened, and what was kept.
        how: One sentence that says what to do now; empty if there is nothing to do.
    """

    def __init__(self, what: str, how: str = "") -> None:
        super().__init__(what if not how else f"{what} {how}")
        self.what = what
        self.how = how

    def one_line(self) -> str:
        """The whole message on one line, for a terminal."""
        return " ".join(str(self).split())


class BadInputError(KnownError):
    """Something the user gave (a file, an argument, a question's name) cannot be used as it is."""


class BankError(KnownError):
    """A question or a pack is not in the format that the bank reads."""


class HistoryError(KnownError):
    """The history file cannot be opened, read or written."""


class SettingsError(KnownError):
    """The settings file cannot be written."""


class RoundError(KnownError):
    """A round cannot do what was asked in the state it is in."""


class ExecutionError(KnownError):
    """Code cannot be run on this machine at the level that is needed."""
