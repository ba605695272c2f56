"""The docs site beyond the pages in `docs/`: pages made from the code at build time, and links that work on a code host as well."""
