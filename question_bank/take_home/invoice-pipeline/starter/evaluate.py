"""Your evaluation: process the documents of visible.jsonl, print named figures by field with the size of the set."""

print("nothing is measured yet")
