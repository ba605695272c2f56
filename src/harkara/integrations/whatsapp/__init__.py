"""Meta's WhatsApp Cloud API: requests, answers, errors and webhook payloads."""
