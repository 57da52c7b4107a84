"""Reads a configuration file: plain YAML data, with the web service files it names put in."""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from polydesk.kernel.errors import Invalid

MAX_BYTES = 20_000_000


class _Loader(yaml.SafeLoader):
    """Data without YAML 1.1's surprises: `no` is a word, 0301 a text, 2026-01-01 a text; a key stands once."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not supported")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        values = super().construct_mapping(node, deep=deep)
        if len(values) < len(node.value):
            raise yaml.YAMLError(f"a key stands twice in the mapping at line {node.start_mark.line + 1}")
        return values


_SURPRISING = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:timestamp")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _SURPRISING]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]{0,17})$"), list("-0123456789"))


def read_document(path: Path) -> dict[str, Any]:
    """The configuration in a file. Raises Invalid for anything that is no mapping, OSError for no file.

    A web service may name the `file` with its definition, relative to this one; its text is put in its place.
    """
    document = parse_document(read_text(path))
    services = document.get("web_services")
    if isinstance(services, list):
        document["web_services"] = [_with_definition(entry, path.parent) for entry in services]
    return document


def parse_document(yaml_text: str) -> dict[str, Any]:
    """The configuration in a YAML text. Raises Invalid for anything that is no mapping."""
    try:
        document = yaml.load(yaml_text, Loader=_Loader)  # noqa: S506 - a SafeLoader with fewer types
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Invalid("configuration.not_yaml", reason=" ".join(str(error).split())) from error
    if not isinstance(document, dict):
        raise Invalid("configuration.not_a_mapping")
    return document


def _with_definition(entry: Any, folder: Path) -> Any:
    if not isinstance(entry, dict) or not isinstance(entry.get("file"), str):
        return entry
    rest = {key: value for key, value in entry.items() if key != "file"}
    return {**rest, "definition": read_text(folder / entry["file"])}


def read_text(path: Path) -> str:
    """A file an operator names. Raises Invalid if it is no UTF-8 or longer than any configuration."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Invalid("configuration.too_long", file=str(path), max_bytes=MAX_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("configuration.not_utf8", file=str(path)) from None
