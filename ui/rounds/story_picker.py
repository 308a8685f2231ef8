"""Where the story is picked that an answer tells; it is not there for who has no stories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from mockint.domain.story_text import story_markdown
from ui.tokens import Space
from ui.widgets.parts import label

if TYPE_CHECKING:
    from mockint.domain.user_story import UserStory

_NONE: Final = "None of my bank"
_AS_KEPT: Final = "As it was picked"


class StoryPicker(QWidget):
    """A choice of the user's stories.

    Signals:
        picked: The story as the round keeps it, in Markdown; empty for none.
    """

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName("The story you tell")
        self.box.setToolTip("Afterwards you read what your answer left out of it; no grader sees it")
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(24)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, 0, Space.M, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(label("Story", "muted"))
        row.addWidget(self.box, 1)
        self.box.activated.connect(lambda at: self.picked.emit(self.box.itemData(at)))
        self.hide()

    def offer(self, stories: Sequence[UserStory], kept: str) -> None:
        """Offer stories.

        Args:
            stories: Those of the bank as they are now.
            kept: What the round keeps already; it stays what it is unless another one is picked.
        """
        self.box.clear()
        self.box.addItem(_NONE, "")
        for story in stories:
            self.box.addItem(story.title, story_markdown(story))
        if kept and self.box.findData(kept) < 0:
            self.box.addItem(_AS_KEPT, kept)
        self.box.setCurrentIndex(max(0, self.box.findData(kept)))
        self.setVisible(self.box.count() > 1)
