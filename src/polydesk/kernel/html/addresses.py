"""Other addresses for the links and pictures of HTML that `sanitize` has made."""

import html
import re
from collections.abc import Callable

Readdress = Callable[[str, str], str | None]
"""From tag (`a` or `img`) and address to the new address; None for none at all."""

# What has been cleaned writes every value in double quotes and no bracket into a text, so tags are found as a whole.
_TAG = re.compile(r'<(a|img)((?: [a-z]+="[^"]*")*)>')
_ADDRESS = re.compile(r' (?:href|src)="([^"]*)"')


def readdress(clean_html: str, new_address: Readdress) -> str:
    def tag(found: re.Match[str]) -> str:
        def attribute(address: re.Match[str]) -> str:
            new = new_address(found[1], html.unescape(address[1]))
            return "" if new is None else f'{address[0].partition("=")[0]}="{html.escape(new)}"'

        return f"<{found[1]}{_ADDRESS.sub(attribute, found[2])}>"

    return _TAG.sub(tag, clean_html)
