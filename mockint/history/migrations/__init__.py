"""The steps from each shape of the database to the next; they never import the live tables."""
