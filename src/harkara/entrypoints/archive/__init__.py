"""Takes a whole installation along: into one file and back (PostgreSQL's own dump), or into another database (COPY)."""
