"""The part of Supabase Auth (GoTrue) that supabase-js uses, so that the dashboard cannot tell the two modes apart."""

PUBLIC_KEY = "sb_publishable_embedded"
"""What supabase-js wants as the project's key. It opens nothing: every route asks for an access token or a password."""
