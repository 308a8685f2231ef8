"""Your evaluation: play the visible stories with tools and a model of your own, print named figures with the size of the set."""

print("nothing is measured yet")
