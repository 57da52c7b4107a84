"""The fields of a form as a browser would send them, untouched."""

from typing import Any

from lxml import html  # type: ignore[import-untyped]  # lxml ships no types


def fields_of(page: str, action: str) -> dict[str, Any]:
    """Of the first form that is posted to this address and has something to type in."""
    for form in html.fromstring(page).forms:
        if form.method == "POST" and form.action == action and len(form.form_values()) > 1:
            texts = {one.name for one in form.xpath(".//textarea")}
            found: dict[str, list[str]] = {}
            for name, value in form.form_values():
                found.setdefault(name, []).append(value.removeprefix("\n") if name in texts else value)
            return found
    raise AssertionError(f"no form is posted to {action}")
