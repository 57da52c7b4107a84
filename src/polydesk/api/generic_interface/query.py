"""The query string: specification of the Generic Interface, section 1.3."""

from polydesk.api.generic_interface.escapes import unescaped

MAX_PAIRS = 10_000


def parse_query(query_string: bytes) -> dict[str, str | list[str]]:
    """Parameters by name. Raises ValueError for more than 10,000 of them."""
    if not query_string:
        return {}
    joined = query_string.decode("utf-8", "replace").replace(";", "&").rstrip("&")
    if joined.count("&") >= MAX_PAIRS:
        raise ValueError(f"more than {MAX_PAIRS} query parameters")
    parameters: dict[str, str | list[str]] = {}
    for part in joined.split("&") if joined else ():
        _add(parameters, *_pair(part))
    return parameters


def _pair(part: str) -> tuple[str, str]:
    key, _, rest = part.partition("=")
    value = rest.partition("=")[0]
    return unescaped(key), unescaped(value.replace("+", " "))


def _add(parameters: dict[str, str | list[str]], key: str, value: str) -> None:
    before = parameters.get(key)
    if before is None:
        parameters[key] = "" if value == "0" else value
    elif isinstance(before, list):
        before.append(value)
    else:
        parameters[key] = [before, value]
