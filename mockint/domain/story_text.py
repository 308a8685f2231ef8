r"""Stories as Markdown and back: written and read again they are the same, word for word.

A story begins with ``# Title``; ``Id:`` and ``Competencies:`` may follow, then a ``##`` heading for each part. A line of
a story's own text that begins with ``#`` has a backslash before it in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from mockint.domain.user_story import STORY_PARTS, UserStory, clean_title
from mockint.errors import BadInputError

_TITLES: Final = {part.title.casefold(): part.name for part in STORY_PARTS} | {p.name: p.name for p in STORY_PARTS}
_HASH: Final = re.compile(r"^(\\*#)", re.MULTILINE)
_ESCAPED: Final = re.compile(r"^\\(\\*#)", re.MULTILINE)
_FIELD: Final = re.compile(r"(id|competencies)\s*:(.*)", re.IGNORECASE)


class ReadStory(NamedTuple):
    """A story as it stands in a file.

    Attributes:
        id: As the file says; empty where it says none.
        competencies: As they are written, with the line they stand in.
        parts: The text of each part by its name.
        line: Where it begins, from 1.
    """

    title: str
    id: str
    competencies: tuple[str, ...]
    competencies_line: int
    parts: Mapping[str, str]
    line: int


class ReadFile(NamedTuple):
    """What a file of stories holds.

    Attributes:
        notes: A sentence for each section that has no place in a story and was left out.
    """

    stories: tuple[ReadStory, ...]
    notes: tuple[str, ...]


def story_markdown(story: UserStory) -> str:
    """One story as Markdown; a part without text is left out."""
    head = f"# {story.title}\n\nId: {story.id}\n"
    if story.competencies:
        head += f"Competencies: {', '.join(story.competencies)}\n"
    texts = ((part.title, _HASH.sub(r"\\\1", story.parts[part.name])) for part in STORY_PARTS)
    return head + "".join(f"\n## {title}\n\n{text}\n" for title, text in texts if text)


def stories_markdown(stories: Iterable[UserStory]) -> str:
    """All stories in one file."""
    return "\n".join(map(story_markdown, stories))


def read_stories(text: str) -> ReadFile:
    """The stories of a file.

    Raises:
        BadInputError: If it is not such a file; the text names line and reason.
    """
    reader = _Reader()
    lines = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        reader.take(number, line)
    reader.end()
    if not reader.found:
        raise BadInputError("Line 1: there is no story; one begins with '# ' and its title.")
    return ReadFile(tuple(reader.found), tuple(reader.notes))


class _Reader:
    """Takes a file line by line."""

    def __init__(self) -> None:
        self.found: list[ReadStory] = []
        self.notes: list[str] = []
        self._title = ""
        self._line = 0
        self._fields: dict[str, tuple[str, int]] = {}
        self._parts: dict[str, list[str]] = {}
        self._section: list[str] | None = None

    def take(self, number: int, line: str) -> None:
        """Take the next line.

        Raises:
            BadInputError: If it has no place there.
        """
        if re.match(r"#(\s|$)", line):
            self._begin(number, clean_title(line[1:]))
        elif re.match(r"##(\s|$)", line):
            self._open(number, line[2:].strip().rstrip("#").strip())
        elif self._section is not None:
            self._section.append(line)
        elif line.strip():
            self._field(number, line.strip())

    def end(self) -> None:
        """Keep the story that is open."""
        if not self._line:
            return
        competencies, line = self._fields.get("competencies", ("", 0))
        self.found.append(
            ReadStory(
                title=self._title,
                id=self._fields.get("id", ("", 0))[0],
                competencies=tuple(filter(None, map(str.strip, competencies.split(",")))),
                competencies_line=line,
                parts={name: _ESCAPED.sub(r"\1", "\n".join(said)).strip() for name, said in self._parts.items()},
                line=self._line,
            )
        )

    def _begin(self, number: int, title: str) -> None:
        if not title:
            raise _broken(number, "the story has no title")
        self.end()
        self._title, self._line, self._section = title, number, None
        self._fields, self._parts = {}, {}

    def _open(self, number: int, title: str) -> None:
        if not self._line:
            raise _broken(number, f"the section '{title}' stands before the first story, which begins with '# '")
        self._section = []
        name = _TITLES.get(title.casefold())
        if name is None:
            self.notes.append(
                f"Line {number}: '{title}' is no part of a story and was left out; "
                f"the parts are {', '.join(part.title for part in STORY_PARTS)}."
            )
        elif name in self._parts:
            raise _broken(number, f"'{self._title}' has a second section '{title}'")
        else:
            self._parts[name] = self._section

    def _field(self, number: int, line: str) -> None:
        if not self._line:
            raise _broken(number, "there is text before the first story, which begins with '# ' and its title")
        named = _FIELD.fullmatch(line)
        if named is None:
            raise _broken(number, "there is text before the first '## ' section of the story")
        name = named[1].lower()
        if name in self._fields:
            raise _broken(number, f"'{named[1]}:' stands there a second time")
        self._fields[name] = (named[2].strip(), number)


def _broken(number: int, why: str) -> BadInputError:
    return BadInputError(f"Line {number}: {why}.")
