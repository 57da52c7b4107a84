"""Web service definitions as YAML, the form OTOBO and Znuny import and export."""

import re
from typing import Any

import yaml

from polydesk.kernel.errors import Invalid

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 40

_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"


class _DefinitionLoader(_Loader):  # type: ignore[misc]  # the C loader exists only where libyaml does
    """Plain scalars stay text, as in Perl, where the vendors' files come from: `1`, `1.0` and `yes` are strings."""


class _DefinitionDumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_DefinitionLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == _NULL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_DefinitionDumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar(_NULL, "~"))


def parse_definition(yaml_text: str) -> dict[str, Any]:
    """The definition as nested dicts and lists of text and ``None``. Raises Invalid for anything else."""
    if len(yaml_text) > MAX_CHARACTERS:
        raise unusable(f"The definition is longer than {MAX_CHARACTERS} characters.")
    try:
        _refuse_expansion(yaml_text)
        config = yaml.load(yaml_text, Loader=_DefinitionLoader)  # noqa: S506 - a SafeLoader with fewer types
    except (yaml.YAMLError, ValueError) as error:
        raise unusable(f"The definition is not YAML: {error}") from error
    if not isinstance(config, dict):
        raise unusable("The definition is not a mapping of keys to values.")
    _refuse_other_types(config, "the definition")
    return config


def dump_definition(config: dict[str, Any]) -> str:
    """The definition as vendors write it: a document mark, sorted keys, quotes where text looks like a number."""
    return yaml.dump(
        config,
        Dumper=_DefinitionDumper,
        explicit_start=True,
        sort_keys=True,
        default_flow_style=False,
        allow_unicode=True,
    )


def unusable(message: str) -> Invalid:
    """The refusal of a definition; `message` is for the operator who wrote it."""
    return Invalid("InvalidWebService", message=message)


def _refuse_expansion(yaml_text: str) -> None:
    """Aliases multiply (a few lines can stand for gigabytes) and deep nesting exhausts the stack."""
    depth = 0
    for event in yaml.parse(yaml_text, Loader=_DefinitionLoader):
        if isinstance(event, yaml.AliasEvent):
            raise unusable("The definition uses YAML aliases, which are not supported.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise unusable(f"The definition is nested deeper than {MAX_DEPTH} levels.")


def _refuse_other_types(value: Any, where: str) -> None:
    """Explicit tags (`!!set`, `!!binary`, …) and keys that are no text mean nothing to a Perl system."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise unusable(f"A key in {where} is not text: {key!r}.")
            _refuse_other_types(inner, key)
    elif isinstance(value, list):
        for inner in value:
            _refuse_other_types(inner, where)
    elif not (value is None or isinstance(value, str)):
        raise unusable(f"A value in {where} is neither text nor a list nor a mapping: {value!r}.")
    if isinstance(value, str) and _NOT_STORABLE.search(value):
        raise unusable(f"Text in {where} holds characters that can not be stored.")
