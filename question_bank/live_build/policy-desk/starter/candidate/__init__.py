"""A policy desk: answers what the company's rules say, and cites the policy that says it."""
