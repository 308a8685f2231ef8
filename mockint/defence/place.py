"""Where the parts of a repository lie on disk, found without reading its configuration."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Final, NamedTuple

from mockint.errors import BadInputError

_SMALL_FILE_BYTES: Final = 64 << 10
_PACKED_REFS_BYTES: Final = 64 << 20
_MAX_HOPS: Final = 5
_OBJECT_NAME: Final = re.compile(r"[0-9a-f]{40}")
_LONG_OBJECT_NAME: Final = re.compile(r"[0-9a-f]{64}")
_REF_NAME: Final = re.compile(r"refs/[^\x00-\x20\x7f~^:?*\[\\]+")


class Place(NamedTuple):
    """A repository on disk.

    Attributes:
        root: The folder that the user named.
        own: Its git folder; of a linked worktree the worktree's own.
        common: The git folder that holds objects and branches; the same as `own` but in a linked worktree.
        bare: Whether there is no working tree.
    """

    root: Path
    own: Path
    common: Path
    bare: bool


class Head(NamedTuple):
    """What is checked out.

    Attributes:
        commit: The object name, 40 hexadecimal digits.
        branch: The branch's short name; None where the head is detached.
    """

    commit: str
    branch: str | None


def find(path: Path) -> Place:
    """The repository in a folder.

    Raises:
        BadInputError: There is none, or it cannot be read.
    """
    try:
        return _find(path.expanduser().absolute())
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "the path cannot be used"
        raise BadInputError(f"'{path}' cannot be read ({reason}).", "Name a folder that you may read.") from error


def _find(root: Path) -> Place:
    if not root.exists():
        raise BadInputError(f"There is nothing at '{root}'.", "Name the folder of a git repository.")
    if not root.is_dir():
        raise BadInputError(f"'{root}' is a file.", "Name the folder of a git repository.")
    inner = root / ".git"
    if inner.is_dir():
        own = inner
    elif inner.is_file():
        own = _pointed(inner, root)
    elif _is_git_folder(root):
        return Place(root, root, root, bare=root.name != ".git")
    else:
        raise _none_here(root)
    common = _common(own)
    if not _is_git_folder(common) or not (own / "HEAD").is_file():
        raise BadInputError(
            f"The git folder of '{root}' is incomplete: HEAD, objects or refs are missing.",
            "Clone the repository again and name the clone.",
        )
    return Place(root, own, common, bare=False)


def _none_here(root: Path) -> BadInputError:
    above = next((folder for folder in root.resolve().parents if (folder / ".git").exists()), None)
    if above is not None:
        return BadInputError(f"'{root}' is a folder inside the repository '{above}'.", f"Name '{above}' instead.")
    return BadInputError(
        f"'{root}' is not a git repository.", "Name the folder that holds '.git'; 'git init' and a commit make one."
    )


def _is_git_folder(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def _pointed(file: Path, root: Path) -> Path:
    """The folder that a ``.git`` file of a linked worktree or a submodule names."""
    text = _read_small(file)
    if not text.startswith("gitdir:"):
        raise BadInputError(f"'{file}' is not a file that git has written.", "Clone the repository again.")
    own = root / text.removeprefix("gitdir:").strip()
    if not own.is_dir():
        raise BadInputError(
            f"'{root}' belongs to a repository that is no longer there.", "Name the repository that it came from."
        )
    return own


def _common(own: Path) -> Path:
    file = own / "commondir"
    return own / _read_small(file).strip() if file.is_file() else own


def read_head(place: Place) -> Head:
    """The commit that is checked out; only the files ``HEAD``, ``packed-refs`` and those of the branch are read.

    Raises:
        BadInputError: There is no commit yet, or the repository is of a kind that is not read.
    """
    try:
        return _read_head(place)
    except (OSError, ValueError) as error:
        raise BadInputError(
            f"The branch that '{place.root}' has checked out cannot be read.", "'git status' there tells what is wrong."
        ) from error


def _read_head(place: Place) -> Head:
    text, branch = _read_small(place.own / "HEAD").strip(), None
    for _ in range(_MAX_HOPS):
        if _OBJECT_NAME.fullmatch(text):
            return Head(text, branch)
        if _LONG_OBJECT_NAME.fullmatch(text):
            raise BadInputError(
                f"'{place.root}' names its objects by SHA-256, which is not read yet.", "Nothing was changed."
            )
        name = text.removeprefix("ref:").strip()
        if not text.startswith("ref:") or not _REF_NAME.fullmatch(name) or ".." in name:
            raise ValueError("HEAD is in no format that git writes")
        if (place.common / "reftable").is_dir():
            raise BadInputError(
                f"'{place.root}' keeps its branches in a reftable, which is not read yet.",
                "'git refs migrate --ref-format=files' on a copy makes one that is.",
            )
        branch = name.removeprefix("refs/heads/")
        found = _ref(place, name)
        if found is None:
            raise BadInputError(
                f"'{place.root}' has no commit on '{branch}' yet.", "Make a commit, or check out a branch that has one."
            )
        text = found
    raise ValueError("HEAD goes in circles")


def _ref(place: Place, name: str) -> str | None:
    for folder in (place.own, place.common):
        if _is_regular(folder / name):
            return _read_small(folder / name).strip()
    packed = place.common / "packed-refs"
    if _is_regular(packed):
        with packed.open("rb") as lines:
            for line in lines.read(_PACKED_REFS_BYTES).split(b"\n"):
                commit, _, ref = line.partition(b" ")
                if ref.strip() == name.encode():
                    return commit.decode("ascii")
    return None


def read_shallow(place: Place) -> frozenset[str]:
    """The commits whose parents a shallow clone has left out."""
    file = place.common / "shallow"
    try:
        if not _is_regular(file):
            return frozenset()
        with file.open("rb") as lines:
            text = lines.read(_PACKED_REFS_BYTES).decode("ascii", "replace")
    except OSError:
        return frozenset()
    return frozenset(line for line in text.split() if _OBJECT_NAME.fullmatch(line))


def _is_regular(file: Path) -> bool:
    """Whether it can be read without waiting: a pipe in the place of a file would hold a reader for ever."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _read_small(file: Path) -> str:
    if not _is_regular(file):
        raise ValueError("not a file")
    with file.open("rb") as stream:
        return stream.read(_SMALL_FILE_BYTES).decode("utf-8")
