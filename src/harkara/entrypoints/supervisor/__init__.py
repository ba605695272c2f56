"""`harkara run`: the whole platform as one command: database, tables, admin, then one process per part, kept alive."""
