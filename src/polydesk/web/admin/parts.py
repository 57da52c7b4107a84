"""Fields inside an input that has several."""

from polydesk.web.agent.page import Page


def part(page: Page, key: str, *names: object) -> str:
    """What was typed into `key/name/…`."""
    field = "/".join((key, *map(str, names)))
    return page.text(field).replace("\r\n", "\n").replace("\r", "\n")
