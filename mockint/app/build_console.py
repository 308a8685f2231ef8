"""Runs a command of the candidate's own in a build's folder, with the model's stand-in at hand."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mockint.app import workspace
from mockint.app.build_folder import vocabulary_of
from mockint.app.build_run import environment_of
from mockint.corpus.render import render_visible
from mockint.domain.build import BuildTask
from mockint.errors import BadInputError
from mockint.execution.console import ConsoleEnd, run_console
from mockint.execution.environments import interpreter_for
from mockint.execution.program import ProgramSpec
from mockint.gateway.build_gateway import BuildGateway, GatewaySettings

LIMIT_S: Final = 600.0
_MAKES_ITS_OWN = frozenset({"python", "python3"})


def words_of(line: str) -> tuple[str, ...]:
    """The words of a command that was typed.

    Raises:
        BadInputError: If a quote is not closed, or nothing was typed.
    """
    try:
        words = tuple(shlex.split(line))
    except ValueError as fault:
        raise BadInputError(f"This command cannot be read: {fault}.", "Close the quote and run it again.") from None
    if not words:
        raise BadInputError("There is no command to run.", "Type one, such as: python -m candidate")
    return words


def run_command(
    task: BuildTask,
    seed: int,
    folder: Path,
    line: str,
    on_output: Callable[[str], None],
    cancel: threading.Event,
    progress: Callable[[str], None] = lambda _: None,
) -> ConsoleEnd:
    """Run a command in the folder until it ends, is stopped, or takes too long.

    Args:
        task: The build; its facts give the stand-in's embeddings their wordings.
        seed: The round's seed.
        folder: Where it runs, and what it may write.
        line: The command as typed; ``python`` is the folder's own, or the app's.
        on_output: Told what it prints, in chunks, on this thread or another.
        cancel: Ends it.
        progress: Told in words what goes on before it starts.

    Raises:
        BadInputError: If the command cannot be read.
        ExecutionError: If it cannot be started.
    """
    words = words_of(line)
    python = interpreter_for(folder, progress)
    if words[0] in _MAKES_ITS_OWN:
        words = (str(python), *words[1:])
    concepts = render_visible(vocabulary_of(task), seed).concepts
    gateway = BuildGateway(GatewaySettings(concepts=concepts, seed=seed))
    with gateway.serving():
        spec = ProgramSpec(
            folder=folder,
            command=words,
            environment=environment_of(gateway, folder / workspace.CORPUS),
            port=gateway.port,
            network=task.network,
        )
        return run_console(spec, on_output, cancel, LIMIT_S)
