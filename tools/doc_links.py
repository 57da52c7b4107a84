"""Every relative link in a document leads to something that exists."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(<?([^)<>\s]+)")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|/", re.IGNORECASE)
PLACES = ("*.md", "docs/**/*.md", "src/**/*.md", "clients/*/*.md", "bench/**/*.md", "tests/**/*.md")


def broken_links(root: Path) -> Iterator[str]:
    for page in sorted({page for place in PLACES for page in root.glob(place)}):
        for target in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
            if not ELSEWHERE.match(target) and not (page.parent / unquote(target.partition("#")[0])).exists():
                yield f"{page.relative_to(root)}: the link to {target} leads nowhere."
