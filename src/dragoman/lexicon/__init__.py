"""All knowledge of data/, loaded once, checked on load."""
