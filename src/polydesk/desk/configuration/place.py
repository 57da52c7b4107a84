"""A spot in a configuration document, so that every refusal can say where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from polydesk.desk.configuration.names import Names
from polydesk.kernel.errors import Invalid


@dataclass(frozen=True)
class Place:
    """`where` is a path such as `agents[2].rights`; `names` resolves what is referred to by name."""

    where: str
    names: Names

    def key(self, key: object) -> Place:
        return Place(f"{self.where}.{key}", self.names)

    def item(self, index: int) -> Place:
        return Place(f"{self.where}[{index}]", self.names)

    def refuse(self, reason: str, **details: object) -> Invalid:
        """The error to raise."""
        return Invalid(f"configuration.{reason}", where=self.where, **details)

    def mapping(self, value: Any) -> dict[str, Any]:
        """The value as a mapping with texts as keys."""
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise self.refuse("mapping_expected")
        return value

    def items(self, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise self.refuse("list_expected")
        return value

    def reference(self, model: type[Any], name: Any) -> int:
        """The id of the row with this name."""
        if not isinstance(name, str | int) or isinstance(name, bool):
            raise self.refuse("text_expected")
        found = self.names.id_of(model, str(name))
        if found is None:
            raise self.refuse("unknown_name", name=name)
        return found
