"""What the app expects of a round before it is answered, kept; and how good these predictions and the user's own were."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Any, Final

from mockint.app.readiness import past_of
from mockint.app.services import Services
from mockint.domain.ids import CriterionId, ItemId, RoundId, SkillId
from mockint.domain.round import Round
from mockint.domain.rubric import Rubric
from mockint.domain.target import Expectation, Expected
from mockint.history.store import Store
from mockint.history.values import GradedItem
from mockint.readiness.belief import combined
from mockint.readiness.calibration import ENOUGH, Calibration, Came, OwnWord, calibration, own_word
from mockint.readiness.observations import NOISE_SD, speaks

LAST_ROUNDS: Final = 200
"""Rounds in whose journals the user's own predictions are looked for."""
_log = logging.getLogger(__name__)


def keep_expectations(
    services: Services, record: Round, asked: Sequence[tuple[Rubric, Mapping[SkillId, float]]]
) -> None:
    """Keep what is expected of a round that was just planned, without waiting for it; nothing of a demo.

    Args:
        services: History, bank and clock.
        record: The round.
        asked: For each of its items the rubric, and how much the question is about each skill.
    """
    if record.demo:
        return
    now = services.clock.now().wall
    services.store_later(lambda store: _keep(services, store, record, asked, now)).add_done_callback(_tell_failure)


def _keep(
    services: Services,
    store: Store,
    record: Round,
    asked: Sequence[tuple[Rubric, Mapping[SkillId, float]]],
    now: datetime,
) -> None:
    past = past_of(services, store, now)
    place = {skill: number for number, skill in enumerate(past.order)}
    for item, (rubric, about) in zip(record.items, asked, strict=True):
        criteria = {}
        for criterion, shares in speaks(rubric, about).items():
            weights = [0.0] * len(past.order)
            for skill, share in shares.items():
                if skill in place:
                    weights[place[skill]] = share
            whole = sum(weights)
            if whole:
                mean, sd = combined(past.belief, [weight / whole for weight in weights])
                criteria[criterion] = Expected(mean=round(mean, 4), sd=round(sd, 4))
        if criteria:
            store.add_expectation(Expectation(round_id=record.id, item_id=item.id, made=now, criteria=criteria))


def _tell_failure(kept: Future[None]) -> None:
    """The round goes on all the same: a prediction that cannot be kept is one less to be measured by."""
    fault = kept.exception()
    if fault is not None:
        _log.info("what was expected of a round could not be kept: %s", fault)


def how_good(services: Services) -> tuple[Calibration, OwnWord]:
    """How good the app's predictions and the user's own were; levels that the user alone set do not count."""
    if not services.has_history():
        return calibration(()), own_word(())
    return services.stored(_how_good)


def _how_good(store: Store) -> tuple[Calibration, OwnWord]:
    items = [item for item in store.graded_items() if not item.question_seen]
    expected = {(one.round_id, one.item_id): one.criteria for one in store.expectations()}
    came = [
        Came(found.mean, found.sd, NOISE_SD[level.source], level.level, item.round_id)
        for item in items
        for level in item.levels
        if level.source != "self"
        and (found := expected.get((item.round_id, item.item_id), {}).get(level.criterion)) is not None
    ]
    return calibration(came), own_word(_own(items, store))


def _own(items: Sequence[GradedItem], store: Store) -> list[tuple[int, int, str]]:
    last = list(dict.fromkeys(item.round_id for item in reversed(items)))[:LAST_ROUNDS]
    predicted: dict[tuple[RoundId, ItemId], Mapping[CriterionId, int]] = {
        (round_id, item_id): levels for round_id, item_id, levels in store.predicted_levels(last)
    }
    return [
        (expected, level.level, item.round_id)
        for item in items
        for level in item.levels
        if level.source != "self"
        and (expected := predicted.get((item.round_id, item.item_id), {}).get(level.criterion)) is not None
    ]


def calibration_document(app: Calibration, own: OwnWord) -> dict[str, Any]:
    """How good predictions were, for a script."""
    return {
        "predictions": app.number,
        "rounds": app.rounds,
        "enough": app.number >= ENOUGH,
        "needed": ENOUGH,
        "covered": _rounded(app.covered),
        "bias": _rounded(app.bias),
        "brier": _rounded(app.brier),
        "constant_brier": _rounded(app.constant),
        "bins": [{"count": one.number, "told": round(one.told, 3), "came": round(one.came, 3)} for one in app.bins],
        "own": {
            "predictions": own.number,
            "enough": own.number >= ENOUGH,
            "exact": _rounded(own.exact),
            "off": _rounded(own.off),
            "bias": _rounded(own.bias),
        },
    }


def calibration_words(app: Calibration, own: OwnWord) -> tuple[str, ...]:
    """How good predictions were, in sentences."""
    told = []
    if app.covered is None or app.bias is None or app.brier is None or app.constant is None:
        told.append(
            f"{app.number} of {ENOUGH} predictions have a level to be measured by; how good they were is told from {ENOUGH} on."
        )
    else:
        side = "higher" if app.bias > 0 else "lower"
        told.append(
            f"Of {app.number} levels in {app.rounds} rounds {app.covered:.0%} came within the 80 % interval that was expected; "
            f"they were {abs(app.bias):.2f} of a level {side} on average. Levels of one round go together."
        )
        told.append(
            f"Brier score of 'level 3 or more': {app.brier:.3f}; always saying your share gives {app.constant:.3f}."
        )
    if own.exact is not None and own.off is not None:
        told.append(
            f"Your own {own.number} predictions were exact in {own.exact:.0%} and {own.off:.2f} of a level off."
        )
    return tuple(told)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
