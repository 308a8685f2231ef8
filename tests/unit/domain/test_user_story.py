from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mockint.domain.ids import CompetencyId
from mockint.domain.story_text import read_stories, stories_markdown
from mockint.domain.user_story import STORY_PARTS, UserStory, clean_text, clean_title
from mockint.errors import BadInputError
from tests.helpers.records import START, make_story

LINES = st.lists(
    st.one_of(st.text(max_size=12), st.sampled_from(["# x", "## Task", "\\# y", "\\\\## z", "Id: a", "", "```"])),
    max_size=6,
).map("\n".join)


def same(story: UserStory, text: str) -> bool:
    (read,) = read_stories(text).stories
    return (read.title, read.id, read.competencies, {p.name: "" for p in STORY_PARTS} | dict(read.parts)) == (
        story.title,
        story.id,
        story.competencies,
        story.parts,
    )


@given(title=st.text().filter(lambda text: bool(clean_title(text)) and len(text) < 200), texts=st.tuples(*[LINES] * 6))
def test_any_story_written_and_read_again_is_the_same(title: str, texts: tuple[str, ...]) -> None:
    parts = dict(zip((part.name for part in STORY_PARTS), texts, strict=True))
    base = make_story().model_dump() | parts | {"title": title, "competencies": ("a", "b")}
    story = UserStory.model_validate(base)
    assert same(story, stories_markdown([story]))


def test_several_stories_share_a_file() -> None:
    stories = [make_story(), make_story("s2", title="Second", competencies=(), action="")]
    found = read_stories(stories_markdown(stories))
    assert [story.title for story in found.stories] == [stories[0].title, "Second"]
    assert found.stories[1].competencies == ()
    assert "action" not in found.stories[1].parts
    assert not found.notes


def test_a_section_that_is_none_is_told_and_left_out() -> None:
    found = read_stories("# A\n\n## Task\n\nMine.\n\n## Lessons\n\nMany.\n\n## hindsight\nLess.\n")
    assert found.stories[0].parts == {"task": "Mine.", "hindsight": "Less."}
    (note,) = found.notes
    assert note.startswith("Line 7: 'Lessons' is no part of a story")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Line 1: there is no story"),
        ("hello", "Line 1: there is text before the first story"),
        ("## Task\n", "Line 1: the section 'Task' stands before the first story"),
        ("# A\n\nhello\n", "Line 3: there is text before the first '## ' section"),
        ("# A\n#\n", "Line 2: the story has no title"),
        ("# A\n## Task\na\n## task\n", "Line 4: 'A' has a second section 'task'"),
        ("# A\nId: 1\nid: 2\n", "Line 3: 'id:' stands there a second time"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str, why: str) -> None:
    with pytest.raises(BadInputError, match=f"^{why}"):
        read_stories(text)


def test_texts_are_cleaned_and_nothing_else() -> None:
    assert clean_text(" a\r\nb\rc\0 \ud800 ") == "a\nb\nc\N{REPLACEMENT CHARACTER} ?"
    story = UserStory.model_validate(make_story().model_dump() | {"title": " a\n b ", "competencies": ("x", "y", "x")})
    assert (story.title, story.competencies) == ("a b", (CompetencyId("x"), CompetencyId("y")))
    with pytest.raises(ValidationError):
        UserStory.model_validate(story.model_dump() | {"title": " "})
    assert len(UserStory.model_validate(story.model_dump() | {"action": "word " * 50_000}).action) == 249_999


def test_stories_are_the_same_by_their_words() -> None:
    story = make_story()
    assert story.says_same(make_story("other", minute=5, changed=START))
    assert not story.says_same(make_story(task="Else."))
