"""The only door for Meta's calls: verify, store raw, acknowledge, then understand."""
