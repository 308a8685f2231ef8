"""Keeps the window and a build's folder in step: writes what was typed, and tells what others changed."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import wait
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from mockint.app import workspace
from mockint.app.workspace import Changed, Files, Watch
from mockint.errors import BadInputError, KnownError
from ui.tasks import Task, TaskRunner

WRITE_MS: Final = 200
"""Typing reaches the disk so long after its first key; with the writing itself it stays under 300 ms."""
LOOK_MS: Final = 600
_PATIENCE_S: Final = 1.0
_QUIET_MS: Final = 300
"""Nobody changes files elsewhere while typing here; the interpreter is the typing's alone for so long."""


class _Done(NamedTuple):
    """What one turn at the disk came to.

    Attributes:
        changed: What others changed; a file that was to be written is not among them.
        clashes: What others changed in files that were to be written; those were not written.
        faults: Why a file could not be written, by path.
    """

    files: Files
    changed: tuple[Changed, ...]
    clashes: tuple[Changed, ...]
    faults: Mapping[str, KnownError]


class BuildDisk(QObject):
    """One worker at a time looks and writes, so that what is written here is never taken for someone else's.

    Args:
        tasks: The lanes.
        folder: The round's folder.

    Signals:
        listed: The folder's `Files`, when they are not those that were told before.
        changed: A tuple of `Changed`: others' changes to files with nothing unwritten here; the first time, all files.
        clashed: A `Changed`: someone else changed a file that has typing that is not on disk yet.
        failed: A path and a `KnownError`, told once; what was typed is kept in the journal. The path is empty where
            the whole folder cannot be read.
        recovered: The folder can be read again.
        flushed: Nothing waits to be written any more.
    """

    listed = Signal(object)
    changed = Signal(object)
    clashed = Signal(object)
    failed = Signal(str, object)
    recovered = Signal()
    flushed = Signal()

    def __init__(self, tasks: TaskRunner, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._folder = folder
        self._watch: Watch | None = None
        self._waiting: dict[str, str] = {}
        self._held: set[str] = set()
        self._task: Task[tuple[Watch, _Done]] | None = None
        self._files: Files | None = None
        self._is_over = False
        self._told = ""
        self._since_typed = QElapsedTimer()
        self._write_timer = QTimer(self)
        self._write_timer.setSingleShot(True)
        self._write_timer.setInterval(WRITE_MS)
        self._write_timer.timeout.connect(self.turn)
        self._look_timer = QTimer(self)
        self._look_timer.setInterval(LOOK_MS)
        self._look_timer.timeout.connect(self._look)

    def start(self) -> None:
        """Look at the folder now, and from now on."""
        self._look_timer.start()
        self.turn()

    def look_anew(self) -> None:
        """Tell of all files once more, as the first time: what changed while the round stood still counts now."""
        self._watch = None
        self.turn()

    def stop(self) -> None:
        """Look no more, and write what waits before this returns: nobody may be there to hear of it later."""
        self._look_timer.stop()
        self._write_timer.stop()
        if self._is_over:
            return
        self._is_over = True
        if self._task is not None and self._task.future is not None:
            wait((self._task.future,), timeout=_PATIENCE_S)  # an older text must not be written after a newer one
        for path in self._waiting.keys() - self._held:
            try:
                workspace.write_file(self._folder, path, self._waiting[path])
            except KnownError as fault:
                self.failed.emit(path, fault)

    def write(self, path: str, text: str) -> None:
        """Have a text written soon; a later text for the same file replaces it."""
        self._waiting[path] = text
        self._since_typed.start()
        if path not in self._held and not self._write_timer.isActive():
            self._write_timer.start()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on its way to the disk."""
        return self._task is None and not set(self._waiting) - self._held

    def settle_clash(self, path: str, *, keep_mine: bool) -> None:
        """End a clash: write what was typed over the file, or let the typing go."""
        self._held.discard(path)
        if keep_mine:
            self.turn()
        else:
            self._waiting.pop(path, None)

    def turn(self) -> None:
        """Look and write now, or as soon as the worker is back."""
        if self._task is not None or self._is_over:
            return
        writing = {path: text for path, text in self._waiting.items() if path not in self._held}
        folder, watch = self._folder, self._watch

        def work() -> tuple[Watch, _Done]:
            if watch is None:
                return _first_look(folder)
            return watch, _turn(folder, watch, writing)

        def done(outcome: tuple[Watch, _Done]) -> None:
            self._task = None
            if watch is not None and self._watch is None:
                self.turn()  # asked to look anew meanwhile; what was written is written again
                return
            self._watch, told = outcome
            if self._told:
                self._told = ""
                self.recovered.emit()
            self._tell(told, {} if watch is None else writing, is_first=watch is None)

        def failed(fault: KnownError) -> None:
            self._task = None
            if str(fault) != self._told:
                self._told = str(fault)
                self.failed.emit("", fault)
            self.flushed.emit()  # what waits for the writing goes on with the journal's texts

        self._task = self._tasks.remote(work, self, done, failed)

    def _look(self) -> None:
        if not self._since_typed.isValid() or self._since_typed.hasExpired(_QUIET_MS):
            self.turn()

    def _tell(self, told: _Done, written: Mapping[str, str], *, is_first: bool) -> None:
        clashing = {clash.path for clash in told.clashes}
        for path, text in written.items():
            if path not in clashing and self._waiting.get(path) == text:
                del self._waiting[path]
        for path, fault in told.faults.items():
            self.failed.emit(path, fault)
        if told.files != self._files:
            self._files = told.files
            self.listed.emit(told.files)
        # What was typed since the worker went off is a clash as well; the first look only tells what there is.
        fresh = tuple(each for each in told.changed if each.path not in self._waiting)
        late = tuple(each for each in told.changed if each.text != self._waiting.get(each.path, each.text))
        late = () if is_first else late
        if fresh:
            self.changed.emit(fresh)
        for clash in (*told.clashes, *late):
            self._held.add(clash.path)
            self.clashed.emit(clash)
        if set(self._waiting) - self._held:
            self._write_timer.start()
        else:
            self.flushed.emit()


def _first_look(folder: Path) -> tuple[Watch, _Done]:
    """Runs on a lane: everything as it is, since nobody looked while the round was closed."""
    _see(folder)
    watch = Watch(folder)  # first, so that what changes while the files are read is seen next time
    texts = workspace.documents(folder)
    changed = tuple(Changed(path, text) for path, text in texts.items())
    return watch, _Done(workspace.list_files(folder), changed, (), {})


def _turn(folder: Path, watch: Watch, writing: Mapping[str, str]) -> _Done:
    """Runs on a lane: look first, so that nobody's change is written over unseen."""
    _see(folder)
    seen = watch.look()
    clashes = tuple(each for each in seen if each.path in writing and each.text != writing[each.path])
    clashing = {clash.path for clash in clashes}
    faults: dict[str, KnownError] = {}
    for path, text in writing.items():
        if path in clashing:
            continue
        try:
            workspace.write_file(folder, path, text)
        except KnownError as fault:
            faults[path] = fault
        watch.saw(path)
    changed = tuple(each for each in seen if each.path not in writing)
    return _Done(workspace.list_files(folder), changed, clashes, faults)


def _see(folder: Path) -> None:
    """Refuse a folder that is gone: its files were not deleted one by one, and nothing may be emptied for it."""
    if not folder.is_dir():
        raise BadInputError(
            f"The folder {folder} is not there.",
            "Everything up to now is kept in the round. Put the folder back to go on.",
        )
