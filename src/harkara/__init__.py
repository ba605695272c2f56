"""Harkara: bulk WhatsApp template campaigns that never lose and never double a message."""

__version__ = "0.1.0"
