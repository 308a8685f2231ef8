"""Keeps PySide's import hook to PySide's own modules.

PySide replaces ``builtins.__import__`` to watch for ``from __feature__ import ...``, which mockint never uses. The hook
reads the source of every module that is imported later, by any thread: imports take a third longer, and code of Qt's
bindings runs on lanes, where nothing of Qt belongs.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

_WATCHED: Final = ("PySide6", "shiboken6", "__feature__")


@contextmanager
def hook_kept_to_qt() -> Iterator[None]:
    """Around the first import of PySide: afterwards only imports of Qt go through its hook."""
    plain = builtins.__import__
    yield
    hooked = builtins.__import__
    if hooked is plain:  # PySide was there before, or this version has no hook
        return

    def import_(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - the names of the builtin function
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        chosen = hooked if name.startswith(_WATCHED) else plain
        return chosen(name, globals, locals, fromlist, level)

    builtins.__import__ = import_
