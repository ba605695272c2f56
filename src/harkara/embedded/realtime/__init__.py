"""The part of Supabase Realtime that the dashboard uses: changes of two tables over a WebSocket (ADR 0016)."""
