"""Supabase in a box for the single machine: PostgreSQL and the parts of Supabase Auth and Realtime the dashboard speaks."""
