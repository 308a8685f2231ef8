"""Events and how they are read, those of a newer program included."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mockint.domain import event as ev
from mockint.domain.event import Event
from tests.helpers.coding_rounds import WALL

KNOWN: tuple[type, ...] = get_args(get_args(ev.KnownPayload)[0])


def make(payload: Any, version: int = ev.EVENT_VERSION) -> Event:
    return Event.model_validate({"seq": 1, "t_ms": 0, "wall": WALL, "version": version, "payload": payload})


TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
COUNT = st.integers(0, 10**9)
SHARE = st.floats(0, 1)
PAYLOADS = st.one_of(
    st.sampled_from([ev.Started(), ev.Paused(), ev.Submitted(), ev.Expired(), ev.Abandoned(), ev.OvertimeStarted()]),
    st.builds(ev.PhaseEntered, name=TEXT),
    st.builds(ev.Edit, document=TEXT, at=COUNT, removed=COUNT, inserted=TEXT),
    st.builds(ev.Snapshot, document=TEXT, text=TEXT),
    st.builds(ev.CursorMoved, document=TEXT, at=COUNT),
    st.builds(ev.Ran, what=st.just("examples"), level=COUNT, verdict=TEXT, passed=COUNT, total=COUNT, wall_s=SHARE),
    st.builds(ev.LevelOpened, level=COUNT),
    st.builds(ev.Said, speaker=st.just("candidate"), text=TEXT, intent=st.sampled_from(["", "clarification"])),
    st.builds(ev.HintTaken, number=COUNT, given=st.booleans()),
    st.builds(ev.CurveballShown, item=COUNT, text=TEXT),
    st.builds(ev.Resumed, after=st.sampled_from(["pause", "sleep"]), gap_s=SHARE, counted_s=SHARE),
    st.builds(ev.FocusLost, away_s=st.none() | SHARE),
    st.builds(ev.Predicted, hidden_pass_rate=st.none() | SHARE, levels=st.dictionaries(TEXT, COUNT, max_size=3)),
)


@given(PAYLOADS)
def test_every_payload_comes_back_from_json_as_it_was(payload: Any) -> None:
    event = make(payload)

    assert event.payload is payload
    assert Event.model_validate_json(event.model_dump_json()) == event


def test_every_kind_has_a_name_of_its_own() -> None:
    kinds = [kind.model_fields["kind"].default for kind in KNOWN]  # type: ignore[attr-defined]

    assert len(set(kinds)) == len(kinds) >= 18


@pytest.mark.parametrize(
    "payload",
    [
        {"kind": "telepathy", "thought": [1, {"a": None}]},
        {"kind": "edit", "document": "solution", "author": "a newer shape"},
    ],
)
def test_what_is_not_known_is_kept_as_it_came(payload: dict[str, Any]) -> None:
    event = make(payload, version=7)

    assert isinstance(event.payload, ev.Unknown)
    assert {"kind": event.payload.kind, **event.payload.data} == payload
    assert Event.model_validate_json(event.model_dump_json()) == event


@pytest.mark.parametrize("payload", [None, "edit", {"document": "x"}, {"kind": 3}])
def test_what_is_no_payload_at_all_is_refused(payload: Any) -> None:
    with pytest.raises(ValidationError):
        make(payload)
