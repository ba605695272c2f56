"""Customers: whoever a number has written to or heard from, known by phone (wa_id), by BSUID or by both."""
