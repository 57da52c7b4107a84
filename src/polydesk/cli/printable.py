"""Text from outside, fit for a terminal."""


def printable(text: str) -> str:
    """One line that can neither move the cursor nor colour the screen: what is not printable is shown as its code."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


def short(text: str, longest: int = 120) -> str:
    return text if len(text) <= longest else text[:longest] + "…"
