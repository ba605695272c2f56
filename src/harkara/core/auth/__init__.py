"""From a token to the admin, in both modes: whoever signed it, only the admin gets in."""
