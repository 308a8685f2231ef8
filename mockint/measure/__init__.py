"""What code finds out about an answer, without a model."""
