"""Stand-in for Meta's Graph API, its webhooks and an OpenAI-compatible chat endpoint. Shares only HTTP with harkara."""
