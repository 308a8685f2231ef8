from __future__ import annotations

import pytest

from mockint.domain.user_story import StoryId
from mockint.errors import BadInputError
from mockint.history.store import Store
from mockint.paths import Home
from tests.helpers.records import START, add_round, make_round, make_story, make_submission


def test_a_story_is_changed_in_place(store: Store) -> None:
    first, second = make_story(), make_story("s2", minute=1, title="Another")
    assert store.put_story(second)
    assert store.put_story(first)
    changed = first.model_copy(update={"title": "Better", "changed": START})
    assert not store.put_story(changed)
    assert store.user_stories() == (changed, second), "in the order they were made"
    assert store.counts().user_stories == 2


def test_a_deleted_story_leaves_nothing_in_the_file(store: Store, home: Home) -> None:
    secret = "a word that must go " * 3000
    store.put_story(make_story(action=secret))
    store.put_story(make_story(action="shorter"))
    store.delete_story(StoryId("s1"))
    assert store.user_stories() == ()
    held = b"".join(path.read_bytes() for path in home.database.parent.glob(f"{home.database.name}*"))
    assert b"a word that must go" not in held
    with pytest.raises(BadInputError, match="There is no story s1"):
        store.delete_story(StoryId("s1"))


def test_which_story_was_told_is_read_from_the_rounds(store: Store) -> None:
    for number, story in enumerate(("# One\n\nId: s1\n", None, "# Two\n\nId: s2\n")):
        record = add_round(store, f"b{number}", kind="behavioral")
        documents = {"answer": "I did."} | ({} if story is None else {"story": story})
        made = make_submission(record).submitted.replace(minute=number)
        store.save_submission(make_submission(record).model_copy(update={"documents": documents, "submitted": made}))
    add_round(store, "coding")
    store.save_submission(make_submission(make_round("coding")))
    assert store.told_stories(5) == ("# Two\n\nId: s2\n", "", "# One\n\nId: s1\n")
    assert store.told_stories(1) == ("# Two\n\nId: s2\n",)
