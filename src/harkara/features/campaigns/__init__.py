"""Bulk campaigns: from a CSV file to batches in the queue, and their life until they are completed."""
