"""Draws and renders a pack's corpus, questions and sibling corpora from facts and a seed; pure, the same bytes everywhere."""
