"""Message templates: synced from Meta, quarantined when not UTILITY, and what each one needs to be sent."""
