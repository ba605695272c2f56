"""Answers of a language model to customers' texts."""
