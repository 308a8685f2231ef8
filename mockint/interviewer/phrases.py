"""What the scripted interviewer says in its own words; several ways of each, so that it does not sound like a machine."""

from __future__ import annotations

from typing import Final

ASSUME: Final = "That is not settled. Assume what you need, and say so."
"""The honest answer to a question whose answer no fact holds."""

CLOSING: Final = "Five minutes are left. Bring it to a state you can hand in, and say what you would do next."
HELP: Final = (
    "You have been quiet for a while. What are you weighing right now?",
    "Let us think aloud together. Which part is clear, and where does it stop?",
    "Take a step back to the smallest example. What should happen in it first?",
)
ORDER: Final = ("Let us stay with the task. Go on.", "I am here for the task in front of you. Go on with it.")
BEGGING: Final = (
    "That part is yours. What would you try first?",
    "I leave that to you. Which small step could you check right now?",
    "You decide that here. What speaks for it, in your view?",
)
RUBRIC: Final = ("We talk about that after the round. Go on.", "That comes later. For now, go on with the task.")
SMALL_TALK: Final = ("Thank you. Go on when you are ready.", "All right. Go on.", "Yes. Please go on.")
STATEMENT: Final = ("Go on.", "I am listening.", "All right. Go on.")
REPLY: Final = ("Thank you. Go on.", "Noted. Go on.", "Thank you. Carry on.")
NOTHING: Final = ("I did not get that. Please say it again.",)
NO_REPEAT: Final = "I have not asked anything yet. The task is in front of you."
NO_HINT: Final = "I have nothing to add here. Go on with what you have."

EVERYDAY: Final = (
    CLOSING,
    *HELP,
    *ORDER,
    *BEGGING,
    *RUBRIC,
    *SMALL_TALK,
    *STATEMENT,
    *REPLY,
    *NOTHING,
    NO_REPEAT,
    NO_HINT,
    "Go on, carry on, continue, take your time, think aloud, tell me more, walk me through it, explain it step by step.",
    "What would you do next, and why this and not something else? How do you know that it works? What could go wrong?",
    "How would you test or check it, for a small case and for a large one? What happens then? What does it cost?",
    "When is it right and when wrong? Which part is new, good, bad, hard, simple, fast, slow, first, last, best or worst?",
    "Look at your code, your class, function, name, number, line, call, result, value, input, output, data, time, place.",
    "Keep in mind, leave out, put, find, add, start, stop, change, choose, compare, decide, need, use, make, give, show.",
)
"""The interviewer's everyday talk: these words give nothing away, whatever the solution is."""
