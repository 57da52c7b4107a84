"""Texts from outside as every database can hold them."""


def storable(text: str, longest: int | None = None) -> str:
    """Without what PostgreSQL refuses, NUL characters and halves of characters, and cut to so many characters."""
    return text[:longest].replace("\0", "").encode("utf-8", "replace").decode()
