"""One customer's data (DPDP Act): everything we hold about them as a file, and its erasure. What it added up to stays."""
