"""Temporal expressions of news English: a library of its own that knows nothing of events."""
