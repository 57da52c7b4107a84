"""How people's names are written down."""

from polydesk.desk.intake.texts import clean_line, in_one_line, is_formula

MOST_CHARACTERS = 128


def person_name(sent: str, address: str, *, as_original: bool) -> str | None:
    """The name of a new customer user; None if it is not one."""
    name = in_one_line(clean_line(sent, as_original=as_original))
    if name == "0":
        name = address
    if not name.strip() or is_formula(name):
        return None
    return _readable(name)[:MOST_CHARACTERS].rstrip()


def _readable(name: str) -> str:
    if "@" in name and " " not in name.strip():
        return name.strip().partition("@")[0].replace(".", " ").title()
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and all(parts):
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and all(parts):
        return f"{parts[1]} {parts[0]} {parts[2]}"
    return name
