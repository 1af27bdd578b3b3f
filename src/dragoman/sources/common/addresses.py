"""Addresses of the web among the paths that a person names."""


def is_address(text: str) -> bool:
    """Whether a person means a page of the web by it, and not a file."""
    return text.lower().startswith(("http://", "https://"))
