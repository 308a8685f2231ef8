"""Runs a command of the candidate's own in a round's folder, with the model's stand-in at hand where there is one."""

from __future__ import annotations

import contextlib
import shlex
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from mockint.app import workspace
from mockint.app.build_folder import vocabulary_of
from mockint.app.build_run import environment_of, model_environment
from mockint.corpus.render import render_visible
from mockint.domain.build import BuildTask
from mockint.domain.take_home import TakeHomeTask
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
    words = _command(folder, line, progress)
    concepts = render_visible(vocabulary_of(task), seed).concepts
    gateway = BuildGateway(GatewaySettings(concepts=concepts, seed=seed))
    environment = environment_of(gateway, folder / workspace.CORPUS)
    return _run(folder, words, on_output, cancel, gateway, environment, network=task.network)


def run_brief_command(
    task: TakeHomeTask,
    seed: int,
    folder: Path,
    line: str,
    on_output: Callable[[str], None],
    cancel: threading.Event,
    progress: Callable[[str], None] = lambda _: None,
) -> ConsoleEnd:
    """The same in the folder of a take-home, with the model's stand-in where its brief has one.

    Raises:
        BadInputError: If the command cannot be read.
        ExecutionError: If it cannot be started.
    """
    words = _command(folder, line, progress)
    gateway = BuildGateway(GatewaySettings(seed=seed)) if task.gateway else None
    environment = {} if gateway is None else model_environment(gateway)
    return _run(folder, words, on_output, cancel, gateway, environment)


def _command(folder: Path, line: str, progress: Callable[[str], None]) -> tuple[str, ...]:
    """What is run; read before a gateway is made, which would be left open."""
    words = words_of(line)
    python = interpreter_for(folder, progress)
    return (str(python), *words[1:]) if words[0] in _MAKES_ITS_OWN else words


def _run(
    folder: Path,
    words: tuple[str, ...],
    on_output: Callable[[str], None],
    cancel: threading.Event,
    gateway: BuildGateway | None,
    environment: Mapping[str, str],
    *,
    network: bool = False,
) -> ConsoleEnd:
    port = None if gateway is None else gateway.port
    spec = ProgramSpec(folder=folder, command=words, environment=environment, port=port, network=network)
    with contextlib.nullcontext() if gateway is None else gateway.serving():
        return run_console(spec, on_output, cancel, LIMIT_S)
