"""The control API under `/sandbox/`: what tests, benchmarks and curious newcomers do to the stand-in."""
