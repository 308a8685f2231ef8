"""The one announcement that goes round after a change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mockint.domain.changes import Changes


class ChangeHub(QObject):
    """Tells every page what was changed; each decides by itself whether it is stale.

    Signals:
        changed: A `Changes` value.
    """

    changed = Signal(object)

    def announce(self, changes: Changes) -> None:
        """Let a change go round."""
        if any(changes):
            self.changed.emit(changes)
