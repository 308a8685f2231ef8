"""The history: every round with its journal, answers and grades, in one database that only `store` talks to.

Nothing is imported here: SQLAlchemy takes half a second, so whoever needs the history imports `mockint.history.store`
inside the function that opens it, on the store lane.
"""
