"""Your evaluation: read visible.jsonl, run the stories, print named figures with the size of the set."""

print("nothing is measured yet")
