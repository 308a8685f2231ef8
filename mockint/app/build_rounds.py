"""What a round has to do where it is a live build: its check, the curveball's files, the questions on the own change."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from mockint.app import workspace
from mockint.app.build_check import VisibleCase, check_round
from mockint.app.build_folder import apply_curveball
from mockint.app.building import stage_of
from mockint.app.checked import Checked
from mockint.app.desk import RoundDesk
from mockint.app.diff_questions import diff_questions, questions_text
from mockint.app.services import Services
from mockint.errors import BadInputError
from mockint.rounds.live_build import DEFENCE, build_task

Progress = Callable[[str], None]
_NEXT = (
    "Every visible question got a reply in the form. Whether the replies are right is yours to measure: "
    "visible.jsonl holds the right answers."
)


def check(
    services: Services,
    desk: RoundDesk,
    folder: Path,
    progress: Progress = lambda _: None,
    on_case: Callable[[VisibleCase], None] = lambda _: None,
    cancel: threading.Event | None = None,
    *,
    brings_change: bool = False,
) -> Checked:
    """Run the visible questions; the run is in the journal, and the questions on the own change are written anew.

    Args:
        services: Settings and keys of the model behind the gateway.
        desk: The open round, its files journaled as they are.
        folder: Where they lie.
        progress: Told in words what goes on.
        on_case: Told of each question that was asked.
        cancel: Ends it between two questions.
        brings_change: Whether the curveball came up just now: then the corpus is changed first.
    """
    changed = bring_change(desk, folder) if brings_change else ()
    checked = check_round(
        services,
        desk.round.id,
        desk.question,
        desk.round.seed,
        stage_of(desk.session.story),
        folder,
        on_case,
        cancel,
        progress,
    )
    is_clean = checked.answered == checked.total
    desk.session.record_run(
        "examples",
        verdict="accepted" if is_clean else "runtime_error",
        passed=checked.answered,
        total=checked.total,
        wall_s=checked.wall_s,
    )
    write_questions(desk, folder)
    next_step = _NEXT if is_clean else ""
    return Checked(desk.round, None, None, 0.0, None, next_step, build=checked, changed_files=changed)


def bring_change(desk: RoundDesk, folder: Path) -> tuple[str, ...]:
    """Change the folder as the curveball says; paths of what it changed."""
    return apply_curveball(folder, desk.question, desk.round.seed)


def write_questions(desk: RoundDesk, folder: Path) -> None:
    """Write the three questions on the candidate's own change into the folder; answers that are there stay."""
    given = build_task(desk.question).starter
    documents = workspace.documents(folder)
    questions = diff_questions(given, {path: text for path, text in documents.items() if path.endswith(".py")})
    text = questions_text(questions, documents.get(DEFENCE, ""))
    if text != documents.get(DEFENCE):
        workspace.write_file(folder, DEFENCE, text)
    with contextlib.suppress(BadInputError):
        desk.session.record_edit(DEFENCE, text)
