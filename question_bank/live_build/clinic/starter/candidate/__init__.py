"""A clinic's procedures: answers what holds today, for whoever may read it, and cites the procedure that says it."""
