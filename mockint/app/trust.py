"""Whose code may run here: the bank's own, and that of packs where the sandbox is strong or the user allows them."""

from __future__ import annotations

import os

from mockint.app.services import Services
from mockint.bank.catalog import Entry
from mockint.domain.judging import IsolationLevel
from mockint.errors import ExecutionError


def refuse_untrusted(services: Services, entry: Entry) -> None:
    """A stranger's pack brings code of its own; that runs only where the sandbox is strong.

    Raises:
        ExecutionError: If the question is from elsewhere and this machine's sandbox is not strong.
    """
    trusted = services.settings.load().settings.trusted_packs.split(os.pathsep)
    if entry.origin.bundled or str(entry.origin.root) in trusted:
        return
    if services.pool.isolation().level is not IsolationLevel.STRONG:
        raise ExecutionError(
            f"The pack {entry.origin.root} brings code of its own, and this machine cannot shut it in.",
            "Use a machine where 'mockint doctor' says strong, or allow this pack in Settings.",
        )
