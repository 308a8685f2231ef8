"""Where mockint keeps its files: one home folder, which ``MOCKINT_HOME`` moves as a whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

HOME_VARIABLE = "MOCKINT_HOME"
PACKS_VARIABLE = "MOCKINT_PACKS"
DATABASE_URL_VARIABLE = "MOCKINT_DATABASE_URL"
PROFILE_VARIABLE = "MOCKINT_PROFILE"


class Home(NamedTuple):
    """The folder that holds everything of one user, and the names of the things in it."""

    root: Path

    @property
    def database(self) -> Path:
        """The history file."""
        return self.root / "history.sqlite3"

    @property
    def settings(self) -> Path:
        """The settings file; it never holds a key."""
        return self.root / "settings.toml"

    @property
    def window_state(self) -> Path:
        """Geometry, splits and last filters of the window."""
        return self.root / "window.ini"

    @property
    def logs(self) -> Path:
        """The folder of log files."""
        return self.root / "logs"

    @property
    def backups(self) -> Path:
        """Copies of the history made before migrations and by ``mockint db backup``."""
        return self.root / "backups"

    @property
    def cache(self) -> Path:
        """Things that can be made again."""
        return self.root / "cache"

    @property
    def rounds(self) -> Path:
        """Folders of rounds that were started from the command line without ``--dir``."""
        return self.root / "rounds"


def find_home(override: str | os.PathLike[str] | None = None) -> Home:
    """The home in use: the override, else ``MOCKINT_HOME``, else the system's place for application data."""
    chosen = override or os.environ.get(HOME_VARIABLE)
    if chosen:
        return Home(Path(chosen).expanduser().absolute())
    import platformdirs  # imported late: only needed when nobody named a home

    return Home(Path(platformdirs.user_data_dir("mockint", appauthor=False)))


def bank_root() -> Path:
    """The folder of the questions that come with mockint (a checkout or an installed wheel)."""
    return Path(__file__).resolve().parent.parent / "question_bank"


def pack_roots() -> tuple[Path, ...]:
    """The folders of packs from elsewhere that ``MOCKINT_PACKS`` names, in order."""
    listed = os.environ.get(PACKS_VARIABLE, "")
    return tuple(Path(part).expanduser().absolute() for part in listed.split(os.pathsep) if part)
