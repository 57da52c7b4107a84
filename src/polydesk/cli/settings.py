"""polydesk settings"""

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from polydesk.kernel.setting_kinds import Setting
from polydesk.kernel.settings import SETTINGS

_HEADER = """# Settings

Written by `polydesk settings --markdown`; change the registry, not this page. `polydesk load` sets them:

```yaml
settings:
  FQDN: desk.example.com
```
"""


def settings(
    markdown: Annotated[bool, typer.Option("--markdown", help="As a page for the documentation.")] = False,
) -> None:
    """List every setting with its kind, its default and its meaning."""
    lines = _page() if markdown else (f"{one.name} ({_kind(one)}, {_default(one)}): {one.help}" for one in _sorted())
    typer.echo("\n".join(lines))


def _sorted() -> list[Setting]:
    return sorted(SETTINGS.values(), key=lambda one: one.name)


def _page() -> Iterator[str]:
    yield _HEADER
    yield "| setting | kind | default | meaning |"
    yield "| --- | --- | --- | --- |"
    for one in _sorted():
        yield f"| `{one.name}` | {_kind(one)} | `{_default(one)}` | {one.help} |"


def _kind(one: Setting) -> str:
    return f"one of {', '.join(one.choices)}" if one.choices else one.kind


def _default(one: Setting) -> str:
    return json.dumps(one.default)
