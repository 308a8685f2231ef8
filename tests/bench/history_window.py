"""Opens Today and History in the real window over a home and prints how long each took, as one line of JSON.

Called as ``python -m tests.bench.history_window HOME``.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

from mockint.domain.changes import Changes
from mockint.paths import Home
from tests.bench.window_driver import pause, wait
from ui.application import WindowApp, open_window
from ui.main import collect_again

RUNS = 9
_PATIENCE_MS = 60_000


def main(home: Path) -> int:
    """Measure one home."""
    gc.disable()  # as `ui.main.run` does
    app = open_window(["mockint"], Home(home))
    app.settled.connect(collect_again)
    app.window.resize(1280, 800)
    app.window.activateWindow()
    wait(lambda: app.rounds is not None)
    pause(500)
    found = {place: [_opened(app, place) for _ in range(RUNS + 1)][1:] for place in ("today", "history")}
    print(json.dumps(found), flush=True)
    app.window.close()
    app.close()
    return 0


def _opened(app: WindowApp, place: str) -> float:
    """Seconds from going to a stale place until it shows what it asked for, painted."""
    assert app.tools is not None
    app.window.go_to("settings")
    app.tools.hub.announce(Changes(rounds=True, grades=True))
    pause(150)
    page: Any = app.window.page(place)
    loop, asked = QEventLoop(), [0]
    real = page.ask

    def ask(work: Any, done: Any, **more: Any) -> Any:
        asked[0] += 1

        def end(result: Any) -> None:
            done(result)
            asked[0] -= 1
            if not asked[0]:
                QTimer.singleShot(0, loop.quit)

        return real(work, end, **more)

    page.ask = ask
    began = time.perf_counter()
    app.window.go_to(place)  # the first one asks, as does every stale one
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    loop.exec()
    page.ask = real
    if asked[0]:
        raise RuntimeError(f"{place} did not show what it asked for")
    app.window.repaint()
    return time.perf_counter() - began


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        sys.exit(main(Path(sys.argv[1])))
    except Exception:  # the window's own hook would only log it
        traceback.print_exc()
        os._exit(1)
