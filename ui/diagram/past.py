"""What was drawn before: every state of a diagram that the user can go back to."""

from __future__ import annotations

from typing import Final

from mockint.domain.diagram import Diagram

_MOST: Final = 500
"""States that are kept; frozen values share what did not change, so that a state costs little."""


class Past:
    """A line of states with a place in it; steps of one gesture are one state."""

    def __init__(self, first: Diagram) -> None:
        self._states = [first]
        self._at = 0
        self._gesture = ""

    @property
    def now(self) -> Diagram:
        """The state that is shown."""
        return self._states[self._at]

    @property
    def can_undo(self) -> bool:
        """Whether there is a state before this one."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether a state was undone."""
        return self._at + 1 < len(self._states)

    def record(self, state: Diagram, gesture: str = "") -> None:
        """Go on to a new state; what was undone is forgotten.

        Args:
            state: The new one.
            gesture: A step whose gesture is that of the step before takes its place; empty for a step of its own.
        """
        del self._states[self._at + 1 :]
        if gesture and gesture == self._gesture and self._at > 0:
            self._states[self._at] = state
        else:
            self._states.append(state)
            del self._states[: max(0, len(self._states) - _MOST - 1)]
            self._at = len(self._states) - 1
        self._gesture = gesture

    def name_gesture(self, gesture: str = "") -> None:
        """Let the next step of this gesture be one with the last step; without a name the next is one of its own."""
        self._gesture = gesture

    def undo(self) -> Diagram:
        """Go back a state, where there is one."""
        self._at = max(0, self._at - 1)
        self._gesture = ""
        return self.now

    def redo(self) -> Diagram:
        """Go forward again, where something was undone."""
        self._at = min(len(self._states) - 1, self._at + 1)
        self._gesture = ""
        return self.now
