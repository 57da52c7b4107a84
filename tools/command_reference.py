"""Prints docs/operating/commands.md from the commands themselves: `python -m tools.command_reference`."""

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

import typer.main

HEADER = """# Commands

Written by `python -m tools.check_docs --write`; change the command, not this page.
`polydesk COMMAND --help` says the same on the terminal."""


def reference(app: typer.Typer, name: str = "polydesk") -> str:
    """The whole page; `name` is what users type to start the program."""
    lines = [HEADER, *_command(typer.main.get_command(app), name)]
    return "\n\n".join(lines) + "\n"


# Typer ships its own copy of click, whose classes are private to it: hence Any for commands and parameters.
def _command(command: Any, path: str) -> Iterator[str]:
    subcommands = getattr(command, "commands", None)
    if subcommands is None or command.params:
        yield f"## `{path}`"
        yield from filter(None, [inspect.cleandoc(command.help or ""), _parameters(command)])
    for name, child in sorted((subcommands or {}).items()):
        if not child.hidden:
            yield from _command(child, f"{path} {name}")


def _parameters(command: Any) -> str:
    shown = [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]
    if not shown:
        return ""
    return "\n".join(["| argument or option | default | meaning |", "| --- | --- | --- |", *map(_row, shown)])


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        names = f"`{(parameter.metavar or parameter.name).upper()}`"
    else:
        names = ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])
    default = "required" if parameter.required else _default(parameter.default)
    meaning = " ".join((getattr(parameter, "help", None) or "").split()).replace("|", "\\|")
    return f"| {names} | {default} | {meaning} |"


def _default(value: object) -> str:
    return "" if value in (None, False, ()) or callable(value) else f"`{value}`"


if __name__ == "__main__":
    print(reference(importlib.import_module("polydesk.cli.app").app), end="")
