"""Who may reach our schema on a Supabase project: what the catalogs say, what should be, and the steps from one to the other."""
