"""WhatsApp numbers: their credentials, their WABA, their health and their send rate."""
