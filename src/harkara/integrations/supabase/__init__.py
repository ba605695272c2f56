"""A Supabase project as it looks from the internet: what it tells about its sign-in, and what it gives to whom."""
