"""A round while it is worked on: its clock, its states, its journal and who holds it; no Qt, no threads, no files."""
