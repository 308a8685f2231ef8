"""What a git repository shows to somebody who is about to ask why: facts with file and line, read without running anything."""
