"""Numbers as they come with requests."""

LONGEST = 18
"""Digits: any more may be more than a database counts."""


def number_of(text: str) -> int | None:
    """None for what is no number, or can be that of nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
