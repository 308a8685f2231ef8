"""What few and noisy rounds say about eight skills and two more: a belief with its uncertainty, and what to do next."""
