"""What everything stands on: settings, database, jobs, clock, errors, encryption. Knows nothing of WhatsApp."""
