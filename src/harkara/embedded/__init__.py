"""Supabase in a box for the single machine: PostgreSQL and the part of Supabase Auth the dashboard speaks."""
