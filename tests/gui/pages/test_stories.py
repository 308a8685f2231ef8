"""Stories, as a user: write one and find it kept, see the gaps, move a file in and out, remove one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mockint.domain.story_text import stories_markdown
from mockint.domain.user_story import StoryId
from mockint.errors import HistoryError
from tests.gui.conftest import Launch, named
from tests.helpers.fake_services import FakeServices
from tests.helpers.records import make_story
from ui.application import WindowApp
from ui.pages.stories import StoriesPage

Rest = Callable[[], None]


def open_page(running: WindowApp, rest: Rest) -> StoriesPage:
    running.window.go_to("stories")
    rest()
    found = running.window.page("stories")
    assert isinstance(found, StoriesPage)
    return found


@pytest.fixture
def empty(running: WindowApp, rest: Rest) -> StoriesPage:
    return open_page(running, rest)


@pytest.fixture
def page(services: FakeServices, running: WindowApp, rest: Rest) -> StoriesPage:
    for number in (1, 2):
        story = make_story(f"s{number}", title=f"Story {number}")
        services.bank.kept[story.id] = story
    return open_page(running, rest)


def kept_once(services: FakeServices, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(services.bank.kept), timeout=1000)


def banner_text(page: StoriesPage) -> str:
    return " ".join(found.text() for found in page.banners.findChildren(QLabel))


def test_a_first_story_is_kept_as_it_is_typed(
    empty: StoriesPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    assert empty.empty.isVisible()
    assert empty.preferred_focus() is empty.empty.action
    qtbot.mouseClick(empty.empty.action, Qt.MouseButton.LeftButton)
    rest()
    assert empty.window().focusWidget() is empty.editor.title
    assert not services.bank.kept, "nothing is kept of a story without a word"
    qtbot.keyClicks(empty.editor.title, "The plan")
    kept_once(services, qtbot)
    action = named(empty, "Action")
    qtbot.keyClicks(action, "I measured first.")
    empty.editor.boxes["cost"].click()
    (story,) = services.bank.kept
    qtbot.waitUntil(lambda: services.bank.kept[story].competencies == ("cost",), timeout=1000)
    assert services.bank.kept[story].title == "The plan"
    assert services.bank.kept[story].action == "I measured first."
    rest()
    assert empty.list.item(0).text() == "The plan"
    assert empty.editor.saved.text() == "Kept"
    assert empty.editor.words.text().startswith("3 words")


def test_the_last_words_are_kept_when_the_window_closes(
    page: StoriesPage, services: FakeServices, running: WindowApp, qtbot: QtBot
) -> None:
    page.editor.areas["task"].setFocus()
    qtbot.keyClicks(page.editor.areas["task"], "Now. ")
    running.window.close()
    assert services.bank.kept[StoryId("s1")].task.startswith("Now.")


def test_going_from_story_to_story_loses_nothing(
    page: StoriesPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    for at, text in ((0, "One "), (1, "Two "), (0, "Three ")):
        page.list.setCurrentRow(at)
        page.editor.areas["result"].setFocus()
        qtbot.keyClicks(page.editor.areas["result"], text)
    page.list.setCurrentRow(1)
    rest()
    assert services.bank.kept[StoryId("s1")].result.startswith("Three One")
    assert page.editor.areas["result"].text().startswith("Two ")


def test_what_cannot_be_kept_stays_and_is_told(
    page: StoriesPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    services.bank.refusal = HistoryError("The disk is full.", "Make room.")
    qtbot.keyClicks(page.editor.title, " later")
    qtbot.waitUntil(lambda: page.editor.saved.text() == "Not kept", timeout=2000)
    assert "The disk is full." in banner_text(page)
    services.bank.refusal = None
    page.reload()
    rest()
    assert page.editor.title.text() == "Story 1 later"
    assert services.bank.kept[StoryId("s1")].title == "Story 1 later"


def test_gaps_and_overuse_stand_beside_the_grid(
    page: StoriesPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    services.bank.told = ("s1", "s1", "")
    qtbot.mouseClick(page.view.segment("coverage"), Qt.MouseButton.LeftButton)
    rest()
    told = " ".join(found.text() for found in page.grid.findChildren(QLabel))
    assert "No story yet for: " in told
    assert "You told 'Story 1' in 2 of your last 3 behavioral answers" in told
    table = page.grid.table
    row = {table.item(at, 0).text(): at for at in range(table.rowCount())}
    cells = [table.item(row["Deciding by evaluation"], at).text() for at in range(1, table.columnCount())]
    assert cells == ["2 stories", "\N{CHECK MARK} yes", "\N{CHECK MARK} yes"]
    assert table.item(row["Cost and speed"], 1).text() == "No story yet"
    assert page.aside.text() == "2 stories \N{MIDDLE DOT} 10 gaps"


def test_a_story_is_deleted_after_one_question(
    page: StoriesPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    qtbot.mouseClick(page.editor.delete, Qt.MouseButton.LeftButton)
    assert "cannot be undone" in page.editor.question.text()
    qtbot.mouseClick(page.editor.keep, Qt.MouseButton.LeftButton)
    assert len(services.bank.kept) == 2
    qtbot.mouseClick(page.editor.delete, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.editor.confirm, Qt.MouseButton.LeftButton)
    rest()
    assert list(services.bank.kept) == ["s2"]
    assert page.editor.title.text() == "Story 2"


def test_a_broken_file_is_told_with_its_line(page: StoriesPage, tmp_path: Path, rest: Rest) -> None:
    file = tmp_path / "s.md"
    file.write_text("# A\n\nno section\n")
    page.import_file(file)
    rest()
    assert "line 3" in banner_text(page)
    assert "Nothing was taken in" in banner_text(page)
    assert page.list.count() == 2


def test_stories_are_written_to_a_file(page: StoriesPage, services: FakeServices, tmp_path: Path, rest: Rest) -> None:
    page.export_file(tmp_path / "out.md")
    rest()
    assert (tmp_path / "out.md").read_text() == stories_markdown(services.bank.stories())
    assert "out.md" in banner_text(page)


def test_odd_texts_are_taken_as_text_and_pictures_refused(
    page: StoriesPage, services: FakeServices, qtbot: QtBot, rest: Rest
) -> None:
    area = page.editor.areas["situation"]
    area.selectAll()
    odd = "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} \N{PARTY POPPER} <b>not bold</b> " + "word " * 50_000
    data = QMimeData()
    data.setText(odd)
    data.setHtml(f"<i>{odd}</i>")
    area.insertFromMimeData(data)
    qtbot.waitUntil(lambda: services.bank.kept[StoryId("s1")].situation == odd.strip(), timeout=5000)
    assert "longer than anybody listens to" in page.editor.words.text()
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    area.insertFromMimeData(picture)
    assert "A picture cannot be pasted here" in banner_text(page)
    rest()


def test_the_next_start_shows_what_was_kept(launch: Launch, services: FakeServices, qtbot: QtBot) -> None:
    story = make_story()
    services.bank.kept[story.id] = story
    running = launch()
    found = open_page(running, lambda: qtbot.waitUntil(running.idle))
    qtbot.waitUntil(lambda: found.list.count() == 1)
    assert found.editor.areas["action"].text() == story.action
