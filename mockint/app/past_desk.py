"""What the window does with rounds that were taken: two compared, what many have in common, all of them written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockint.domain.wanted import EVERYTHING, Wanted

if TYPE_CHECKING:  # imported on the lane, by the method that needs it
    from mockint.app.export_all import Exported
    from mockint.app.services import Services


class PastDesk:
    """Every method is a plain blocking call for a remote lane: it reads many rounds, a few at a time."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def compare(self, first: str, second: str) -> Mapping[str, Any]:
        """Two rounds side by side; see `mockint.app.compare`."""
        from mockint.app.compare import compare_questions
        from mockint.domain.ids import RoundId

        return compare_questions(self._services, RoundId(first), RoundId(second))

    def patterns(self, wanted: Wanted = EVERYTHING) -> Mapping[str, Any]:
        """What the newest of these rounds have in common; see `mockint.app.patterns`."""
        from mockint.app.patterns import document

        return document(self._services, wanted=wanted)

    def export_all(self, folder: Path, form: str, stopped: Callable[[], bool]) -> Exported:
        """Write the report of every round that is over into a folder of its own inside this one."""
        from mockint.app.export_all import export_rounds
        from mockint.app.folder import first_free

        made = f"{self._services.clock.now().wall.astimezone():%Y-%m-%d}"
        target = first_free(folder / f"mockint-reports-{made}")
        return export_rounds(self._services, target, form, stopped=stopped)
