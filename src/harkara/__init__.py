"""Harkara: bulk WhatsApp template campaigns that never lose and never double a message."""
