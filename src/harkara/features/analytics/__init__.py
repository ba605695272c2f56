"""Read-only: what all numbers did, day by day, and the few figures of the overview."""
