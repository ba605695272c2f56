"""OpenAI's chat endpoint, or any server that speaks its words. Knows nothing of WhatsApp, customers or our tables."""
