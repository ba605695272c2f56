"""`harkara doctor`: looks at everything the platform depends on and says for each fault what mends it."""
