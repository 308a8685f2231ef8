"""The interviewer: what a turn may be, the scripted one, and the one that a model speaks."""
