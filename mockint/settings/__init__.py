"""Settings and keys: what the user has chosen, in one file, and what is secret, in none.

Nothing is imported here; `mockint.settings.file` needs the standard library alone, for what the window must know before
its first paint.
"""
