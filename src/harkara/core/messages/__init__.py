"""The ledger: every message, every status, every recipient of a campaign, and the totals they add up to."""
