"""The shared engine: sender, ledger, templates, contacts, numbers, notifications, sign-in."""
