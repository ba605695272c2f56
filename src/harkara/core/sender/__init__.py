"""The only code that sends: queue, pacing, retries, recording. Never loses, never doubles (ADR 0003)."""
