"""Meta's Graph API as far as WhatsApp bulk messaging uses it."""
