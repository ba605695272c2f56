"""Vendors' HTTP interfaces. They know HTTP and the vendor's words, nothing of ours."""
