"""The commands: each reads its arguments, asks one use case, and prints text or one JSON document."""
