"""The only place that runs candidate code: workers, limits, verdicts."""
