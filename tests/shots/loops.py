"""Scenes of the Loop page: choosing a day, its plan, the break, a stopped day, and the packet."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

from mockint.app import loops
from mockint.app.rounds import open_desk
from mockint.app.services import Services
from mockint.clock import SystemClock
from mockint.domain.grade import Grade
from mockint.domain.ids import GradeId, RoundId
from mockint.domain.judgement import Evidence, Judged
from mockint.domain.skill import Level
from mockint.domain.verdict import decide
from mockint.paths import Home, bank_root
from ui.application import WindowApp
from ui.pages.loop import LoopPage
from ui.shots import Scene

_QUOTE: Final = "We measure recall at ten on 200 labelled questions before and after every change."
_KINDS: Final = "coding,system_design,behavioral,coding"
_STORY: Final = "behavioral/failed-in-production"


def prepare(root: Path) -> None:
    """Write three loops into a home: one that is over, one that was stopped, one in its first break."""
    services = Services(Home(root), SystemClock(), random.Random(7), bank_root(), ())
    try:
        levels: tuple[Level, ...] = (3, 2, 4, 3)
        over = loops.start(services, _KINDS, [_STORY]).loop.id
        for level in levels:
            _judge(services, _take(services, over), level)
        _take(services, stopped := loops.start(services, "long", [_STORY]).loop.id)
        loops.stop(services, stopped)
        _take(services, loops.start(services).loop.id)
    finally:
        services.close()


def _take(services: Services, loop_id: str) -> RoundId:
    begun = loops.begin_in_window(services, loop_id)
    with open_desk(services, begun.round.id) as desk:
        desk.session.start()
        desk.submit().result()
    return begun.round.id


def _judge(services: Services, round_id: RoundId, level: Level) -> None:
    from mockint.app.measuring import measure
    from mockint.app.record import read_record

    measure(services, round_id)
    record = read_record(services, round_id)
    judgements = tuple(
        Judged(
            criterion=one.id,
            level=level if at else max(1, level - 1),
            source="model",
            evidence=(Evidence(quote=_QUOTE, verified="verified"),),
            next_action="Say what would fool the evaluation, and how you would notice.",
        )
        for at, one in enumerate(record.rubric.criteria)
    )
    grade = Grade(
        id=GradeId(f"{round_id}-model"),
        round_id=round_id,
        item_id=record.item.id,
        made=services.clock.now().wall,
        source="Graded by a-model",
        rubric_hash=record.item.rubric_hash,
        target=record.round.target,
        judgements=judgements,
        verdict=decide(record.rubric, judgements, record.round.target),
    )
    services.stored(lambda store: store.add_grade(grade))


def loop_scenes() -> tuple[Scene, ...]:
    """The scenes in order."""
    return (
        Scene("loop-choose", lambda r: _page(r)._plan_another(), lambda r: _page(r).choose is not None),
        Scene("loop-break", lambda r: _look(r, 0), lambda r: _page(r).now is not None),
        Scene("loop-stopped", lambda r: _look(r, 1), lambda r: _page(r).now is not None),
        Scene("loop-packet", lambda r: _look(r, 2), lambda r: _page(r).packet is not None),
        Scene("loop-packet-below", _scroll, lambda r: _page(r).packet is not None),
    )


def _page(running: WindowApp) -> LoopPage:
    if running.window.place != "loop":
        running.window.go_to("loop")
    found = running.window.page("loop")
    assert isinstance(found, LoopPage)
    return found


def _look(running: WindowApp, at: int) -> None:
    page = _page(running)
    if page.loops:
        page._look_at(page.loops[at].id)


def _scroll(running: WindowApp) -> None:
    bar = _page(running).scroll_area.verticalScrollBar()
    bar.setValue(bar.maximum())
