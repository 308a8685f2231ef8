from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from mockint.clock import ManualClock
from mockint.domain.event import (
    CursorMoved,
    Edit,
    Event,
    FocusLost,
    Predicted,
    Ran,
    Said,
    Snapshot,
    Started,
    Unknown,
)
from mockint.domain.ids import ContentHash, ProfileId, RoundId, content_hash
from mockint.domain.round import RoundState
from mockint.errors import BadInputError, HistoryError, RoundError
from mockint.history.store import Store, open_store
from mockint.history.tables import METADATA
from mockint.history.times import utc_text
from mockint.history.values import Counts, Profile
from mockint.paths import Home
from tests.helpers.records import (
    START,
    add_round,
    fill,
    make_anchor,
    make_dispute,
    make_events,
    make_grade,
    make_measurement,
    make_owner,
    make_round,
    make_submission,
    put_contents,
)


def test_a_round_comes_back_as_it_was_made(store: Store) -> None:
    put_contents(store)
    record = make_round(
        items=3, owner=make_owner().model_dump(), anchor=make_anchor().model_dump(), folder="/a/b", demo=True
    )
    store.create_round(record)
    assert store.load_round(record.id) == record
    assert store.has_round(record.id)
    assert store.round_ids() == (record.id,)


def test_a_second_round_of_the_same_id_is_refused(store: Store) -> None:
    record = add_round(store)
    with pytest.raises(RoundError, match="already"):
        store.create_round(record)


def test_a_round_that_is_not_there_is_told(store: Store) -> None:
    nowhere = RoundId("nowhere")
    for call in (
        lambda: store.load_round(nowhere),
        lambda: store.delete_round(nowhere),
        lambda: store.save_progress(make_round("nowhere")),
        lambda: store.claim_owner(nowhere, make_owner()),
        lambda: store.append_events(nowhere, make_events(1)),
    ):
        with pytest.raises(BadInputError, match="no round nowhere"):
            call()
    assert not store.has_round(nowhere)
    assert store.read_events(nowhere) == ()


def test_progress_changes_only_what_moves(store: Store) -> None:
    record = add_round(store, owner=make_owner().model_dump())
    later = record.model_copy(
        update={"state": RoundState.SUBMITTED, "ended": START + timedelta(hours=1), "anchor": make_anchor(), "seed": 5}
    )
    store.save_progress(later, make_owner())
    kept = store.load_round(record.id)
    assert kept == later.model_copy(update={"seed": record.seed})
    store.save_anchor(record.id, make_anchor(99.0))
    assert store.load_round(record.id).anchor == make_anchor(99.0)


def test_only_one_process_owns_a_round(store: Store) -> None:
    record = add_round(store)
    first, second = make_owner(1), make_owner(2)
    assert store.claim_owner(record.id, first)
    assert store.claim_owner(record.id, make_owner(1, minute=1)), "claiming again is a sign of life"
    assert not store.claim_owner(record.id, second)
    assert not store.heartbeat(record.id, second)
    assert not store.release_owner(record.id, second)
    assert store.heartbeat(record.id, make_owner(1, minute=2))
    assert store.load_round(record.id).owner == make_owner(1, minute=2)
    assert store.release_owner(record.id, first)
    assert store.load_round(record.id).owner is None
    assert store.claim_owner(record.id, second)


def test_a_reused_process_id_is_not_the_owner(store: Store) -> None:
    record = add_round(store)
    store.claim_owner(record.id, make_owner(1))
    assert not store.heartbeat(record.id, make_owner(1, boot_id="boot-2"))
    assert not store.heartbeat(record.id, make_owner(1).model_copy(update={"process_started": "999"}))


def test_a_round_is_taken_over_only_from_an_owner_that_stayed_silent(store: Store) -> None:
    record = add_round(store)
    seen = make_owner(1)
    store.claim_owner(record.id, seen)
    store.heartbeat(record.id, make_owner(1, minute=1))
    assert not store.take_over(record.id, make_owner(2, minute=1), seen)
    assert store.take_over(record.id, make_owner(2, minute=2), make_owner(1, minute=1))
    assert not store.take_over(record.id, make_owner(3, minute=2), make_owner(1, minute=1)), "one taker wins"


def test_who_lost_the_round_writes_nothing_more(store: Store) -> None:
    record = add_round(store)
    old, new = make_owner(1), make_owner(2)
    store.claim_owner(record.id, old)
    store.append_events(record.id, make_events(2), owner=old)
    store.take_over(record.id, new, old)
    for call in (
        lambda: store.append_events(record.id, make_events(1, first=3), owner=old),
        lambda: store.append_events(record.id, make_events(1, first=3), owner=old, anchor=make_anchor()),
        lambda: store.save_progress(record, old),
    ):
        with pytest.raises(RoundError, match="taken this round over"):
            call()
    assert len(store.read_events(record.id)) == 2
    assert store.load_round(record.id).anchor is None
    store.append_events(record.id, make_events(1, first=3), owner=new, anchor=make_anchor())
    assert store.load_round(record.id).anchor == make_anchor()


def test_a_journal_has_no_holes_and_no_second_writer(store: Store) -> None:
    record = add_round(store)
    store.append_events(record.id, make_events(3))
    store.append_events(record.id, make_events(3))  # a batch that is tried again
    store.append_events(record.id, make_events(4, first=2))  # and one that overlaps
    assert store.read_events(record.id) == make_events(5)
    assert store.read_events(record.id, after_seq=3) == make_events(2, first=4)
    other = make_events(1, first=5)[0].model_copy(update={"t_ms": 1})
    for wrong in ([other], make_events(1, first=7), [*make_events(1, first=6), *make_events(1, first=8)]):
        with pytest.raises(RoundError, match="wrote into this round"):
            store.append_events(record.id, wrong)
    assert store.read_events(record.id) == make_events(5)
    store.append_events(record.id, [])


def test_where_two_writers_get_in_at_once_the_key_refuses_the_second(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = add_round(store)
    store.append_events(record.id, make_events(2))
    monkeypatch.setattr("mockint.history.store_results._not_yet_kept", lambda session, round_id, events: events)
    with pytest.raises(RoundError, match="wrote into this round"):
        store.append_events(record.id, make_events(2, first=2))
    assert store.read_events(record.id) == make_events(2)


_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
_numbers = st.integers(0, 10**6)
_payloads = st.one_of(
    st.just(Started()),
    st.builds(Edit, document=_texts, at=_numbers, removed=_numbers, inserted=_texts),
    st.builds(Snapshot, document=_texts, text=_texts),
    st.builds(CursorMoved, document=_texts, at=_numbers),
    st.builds(Said, speaker=st.sampled_from(["candidate", "interviewer"]), text=_texts),
    st.builds(FocusLost, away_s=st.none() | st.floats(0, 1e6)),
    st.builds(
        Predicted, hidden_pass_rate=st.none() | st.floats(0, 1), levels=st.dictionaries(_texts, st.integers(1, 4))
    ),
    st.builds(
        Ran,
        what=st.just("examples"),
        verdict=_texts,
        passed=_numbers,
        total=_numbers,
        wall_s=st.floats(0, 1e3),
    ),
    st.builds(
        Unknown,
        kind=st.text("abcxyz", min_size=1).map(lambda name: f"new_{name}"),
        data=st.dictionaries(
            _texts.filter(lambda key: key != "kind"),
            st.recursive(st.none() | st.booleans() | _numbers | _texts, lambda inner: st.lists(inner, max_size=3)),
            max_size=4,
        ),
    ),
)
_times = st.datetimes(
    datetime(1970, 1, 2),
    datetime(9990, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9, minutes=-30))]),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(Home(tmp_path_factory.mktemp("shared")), ManualClock())
    yield opened
    opened.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(bodies=st.lists(st.tuples(_payloads, _numbers, _times), max_size=8), number=st.uuids())
def test_every_event_comes_back_as_it_went_in(shared: Store, bodies: list, number: object) -> None:
    record = add_round(shared, str(number))
    events = tuple(
        Event(seq=seq, t_ms=t_ms, wall=wall, payload=payload)
        for seq, (payload, t_ms, wall) in enumerate(bodies, start=1)
    )
    shared.append_events(record.id, events)
    assert shared.read_events(record.id) == events
    shared.append_events(record.id, events)
    shared.delete_round(record.id)


def test_events_of_a_newer_program_are_kept_word_for_word(store: Store) -> None:
    record = add_round(store)
    newer = (
        Event(seq=1, t_ms=0, wall=START, version=9, payload=Unknown(kind="edit", data={"ops": [[1, "é"]]})),
        Event(seq=2, t_ms=5, wall=START, payload=Unknown(kind="edit", data={"document": "solution"})),
        Event(seq=3, t_ms=9, wall=START, payload=Unknown(kind="hologram", data={})),
    )
    store.append_events(record.id, newer)
    assert store.read_events(record.id) == newer


def test_a_submission_is_kept_once(store: Store) -> None:
    record = add_round(store, items=2)
    first = make_submission(record)
    assert store.submission(record.id, first.item_id) is None
    store.save_submission(first)
    store.save_submission(first)
    with pytest.raises(RoundError, match="first submission is kept"):
        store.save_submission(make_submission(record, solution="other"))
    second = make_submission(record, item=1, solution="é\n'\"%_")
    store.save_submission(second)
    assert store.submissions(record.id) == (first, second)


def test_measurements_and_grades_stand_beside_earlier_ones(store: Store) -> None:
    record = add_round(store, items=2)
    before, after = make_measurement(record, 6), make_measurement(record, 7)
    other = make_measurement(record, 1, item=1)
    store.add_measurements(record.id, [before, other])
    store.add_measurements(record.id, [after])
    assert store.measurements(record.id, every=True) == (before, after, other)
    assert store.measurements(record.id) == (after, other)
    grades = [make_grade(record, "z"), make_grade(record, "a", mean=1.5), make_grade(record, "m", item=1)]
    for grade in grades:
        store.add_grade(grade)
    assert store.grades(record.id) == tuple(grades)
    assert store.latest_grades(record.id) == {"i0": grades[1], "i1": grades[2]}
    dispute = make_dispute(record)
    store.add_dispute(dispute)
    store.add_dispute(dispute)
    assert store.disputes(record.id) == (dispute, dispute)
    assert store.grades(record.id) == tuple(grades)


def test_deleting_a_round_leaves_nothing_of_it_but_what_was_spent(store: Store, home: Home) -> None:
    first, second = fill(store, rounds=2)
    other = store.put_content("question", "Other", "only this round")
    parent = add_round(store, "parent")
    item = first.items[0].model_copy(update={"question_hash": other})
    third = make_round("third", parent=parent.id, items=(item,))
    store.create_round(third)
    store.save_submission(make_submission(third, solution="a secret thought"))
    store.delete_round(parent.id)
    assert store.load_round(third.id).parent is None, "a rewound round outlives the one it came from"
    store.delete_round(third.id)
    with pytest.raises(HistoryError, match="no question or rubric"):
        store.content(other)
    store.delete_round(first.id)
    assert store.counts() == Counts(1, 3, 1, 5, 1, 2, 2, 1, 2, 2, 1, 2, 2, 1, 1)
    assert store.load_round(second.id) == second
    store.delete_round(second.id)
    left = Counts(
        profiles=1, contents=1, model_calls=2, drill_attempts=2, user_stories=1, targets=2, interviews=2, loops=1
    )
    assert store.counts() == left, "what was spent stays, and so do stories, targets and interviews"
    assert not home.database.exists() or b"secret thought" not in home.database.read_bytes()
    assert not store.has_content(ContentHash("x"))


def test_what_was_handed_in_counts_as_seen(store: Store) -> None:
    add_round(store, "open", state=RoundState.RUNNING)
    add_round(store, "demo", minute=1, state=RoundState.GRADED, demo=True)
    assert store.seen_questions() == frozenset()
    add_round(store, "done", minute=2, items=2, state=RoundState.EXPIRED)
    assert store.seen_questions() == {"q0", "q1"}
    assert store.seen_questions(ProfileId("someone")) == frozenset()


def test_content_is_kept_by_its_hash_once(store: Store) -> None:
    first = store.put_content("question", "A", "text é")
    assert store.put_content("question", "B", "text é") == first == content_hash("text é")
    assert store.content(first).title == "A"
    assert store.content_hashes() == (first,)


def test_profiles(store: Store) -> None:
    me = store.profiles()[0]
    assert (me.id, me.name) == ("default", "Me")
    other = Profile(ProfileId("other"), "Other", START + timedelta(days=1))
    assert store.put_profile(other)
    assert not store.put_profile(other._replace(name="New name"))
    assert store.profiles() == (me, other)


def test_all_or_nothing_means_it(store: Store) -> None:
    record = add_round(store)

    def break_off() -> None:
        with store.all_or_nothing():
            store.append_events(record.id, make_events(2))
            store.add_grade(make_grade(record))
            raise KeyError

    with pytest.raises(KeyError):
        break_off()
    assert store.counts() == Counts(profiles=1, contents=2, rounds=1)
    with pytest.raises(AssertionError), store.one_view():
        store.append_events(record.id, make_events(2))


def test_one_view_does_not_see_what_another_process_writes(
    store: Store, home: Home, clock: ManualClock, own_database: str | None
) -> None:
    record = add_round(store)
    other = open_store(home, clock, own_database)
    with store.one_view():
        assert store.read_events(record.id) == ()
        other.append_events(record.id, make_events(2))
        assert store.read_events(record.id) == ()
    assert len(store.read_events(record.id)) == 2
    other.close()


def test_times_without_a_zone_are_bugs() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        utc_text(datetime(2026, 1, 1))
    assert utc_text(datetime(26, 1, 1, tzinfo=UTC)) == "0026-01-01T00:00:00.000000Z"


def test_a_database_url_takes_another_place(home: Home, clock: ManualClock, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "h.sqlite3"
    opened = open_store(home, clock, f"sqlite:///{other}")
    assert opened.place == str(other)
    opened.close()
    assert other.exists()
    assert not home.database.exists()


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x/y", "postgresql+nosuchdriver://me:pass@host/db"])
def test_a_database_url_that_leads_nowhere_is_told(home: Home, clock: ManualClock, url: str) -> None:
    with pytest.raises(HistoryError, match="MOCKINT_DATABASE_URL") as caught:
        open_store(home, clock, url)
    assert "pass" not in str(caught.value)


def test_the_tables_can_be_made_on_a_server_too() -> None:
    for table in METADATA.sorted_tables:
        text = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert "ROWID" not in text
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=postgresql.dialect()))
