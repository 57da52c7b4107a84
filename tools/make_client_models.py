"""Writes the models of both client packages out of the description of /api/v1.

python -m tools.make_client_models
"""

import keyword
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polydesk.api.gotrs.app import describe

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / "clients/python/src/polydesk_client/schema.py"
TYPESCRIPT = ROOT / "clients/typescript/src/schema.ts"
SHOWN = (
    "Activity",
    "Article",
    "AuditLog",
    "Delivery",
    "DeliveryDetails",
    "Found",
    "LdapConfig",
    "MadeWebhook",
    "Me",
    "NewToken",
    "Notification",
    "Outcome",
    "PingResult",
    "Queue",
    "QueueStats",
    "RotatedSecret",
    "SavedSearch",
    "Stats",
    "SyncResult",
    "SyncStatus",
    "SystemConfig",
    "Ticket",
    "Token",
    "UserDetails",
    "Webhook",
)
"""What the clients hand out; what these consist of comes along."""
SAME = "The same as "
"""How the description begins of what has another name as well: a client needs it once."""

Schema = dict[str, Any]


@dataclass(frozen=True)
class Dialect:
    """How one language writes types."""

    plain: dict[str, str]
    unknown: str
    nothing: str
    listed: str
    mapped: str
    time: str

    def type_of(self, schema: Schema) -> str:
        if "$ref" in schema:
            return _name(schema["$ref"])
        if "enum" in schema or "const" in schema:
            return self._words(schema.get("enum") or [schema["const"]])
        if "anyOf" in schema:
            return " | ".join(dict.fromkeys(self.type_of(one) for one in schema["anyOf"]))
        match schema.get("type"):
            case "array":
                return self.listed.format(self.type_of(schema.get("items", {})))
            case "object":
                more = schema.get("additionalProperties")
                return self.mapped.format(self.type_of(more) if isinstance(more, dict) else self.unknown)
            case "string" if schema.get("format") == "date-time":
                return self.time
            case "null":
                return self.nothing
            case kind:
                return self.plain.get(str(kind), self.unknown)

    def _words(self, words: list[Any]) -> str:
        if self.nothing == "None":
            return f"Literal[{', '.join(map(repr, words))}]"
        return " | ".join(f'"{word}"' if isinstance(word, str) else str(word) for word in words)


IN_PYTHON = Dialect(
    {"integer": "int", "number": "float", "string": "str", "boolean": "bool"},
    "Any", "None", "list[{}]", "dict[str, {}]", "datetime",
)  # fmt: skip
IN_TYPESCRIPT = Dialect(
    {"integer": "number", "number": "number", "string": "string", "boolean": "boolean"},
    "unknown", "null", "Array<{}>", "Record<string, {}>", "string",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    name: str
    schema: Schema
    required: bool

    @property
    def description(self) -> str:
        return str(self.schema.get("description", ""))


def fields_of(schema: Schema) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, one in schema.get("properties", {}).items():
        field = Field(name, one, name in required)
        if not field.description.startswith(SAME):
            yield field


def needed(schemas: dict[str, Schema]) -> dict[str, Schema]:
    """What is shown and what that refers to, each after what it consists of."""
    found: dict[str, Schema] = {}

    def take(name: str) -> None:
        if name in found:
            return
        for field in fields_of(schemas[name]):
            for other in _references(field.schema):
                take(other)
        found[name] = schemas[name]

    for name in SHOWN:
        take(name)
    return found


def python_source(schemas: dict[str, Schema]) -> str:
    head = [
        '"""What the desk\'s things look like, as its description says. Made by tools/make_client_models.py."""',
        "from datetime import datetime",
        "from typing import Any, Literal",
        "from pydantic import BaseModel, ConfigDict, Field",
        "class Model(BaseModel):",
        '    """What a server sends besides is kept as well."""',
        '    model_config = ConfigDict(extra="allow", populate_by_name=True)',
    ]
    return _formatted("\n".join([*head, *(line for name in schemas for line in _python_class(name, schemas[name]))]))


def _python_class(name: str, schema: Schema) -> Iterator[str]:
    yield f"class {name}(Model):"
    if description := schema.get("description"):
        yield f'    """{_one_line(description)}"""'
    for field in fields_of(schema):
        kind = IN_PYTHON.type_of(field.schema)
        if not field.required and not kind.endswith("None"):
            kind += " | None"
        safe = f"{field.name}_" if keyword.iskeyword(field.name) else field.name
        yield f"    {safe}: {kind}{_python_default(field, safe)}"
        if field.description:
            yield f'    """{_one_line(field.description)}"""'
    if not any(True for _ in fields_of(schema)):
        yield "    pass"


def _python_default(field: Field, safe: str) -> str:
    if safe != field.name:
        return f' = Field({"" if field.required else "default=None, "}alias="{field.name}")'
    return "" if field.required else " = None"


def typescript_source(schemas: dict[str, Schema]) -> str:
    lines = ["/** What the desk's things look like, as its description says. Made by tools/make_client_models.py. */"]
    for name, schema in schemas.items():
        lines.append("")
        if description := schema.get("description"):
            lines.append(f"/** {_one_line(description)} */")
        lines.append(f"export interface {name} {{")
        for field in fields_of(schema):
            if field.description:
                lines.append(f"  /** {_one_line(field.description)} */")
            lines.append(f"  {field.name}{'' if field.required else '?'}: {IN_TYPESCRIPT.type_of(field.schema)};")
        lines.append("}")
    return "\n".join(lines) + "\n"


def _references(schema: Schema) -> Iterator[str]:
    if "$ref" in schema:
        yield _name(schema["$ref"])
    for part in (schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ())):
        if isinstance(part, dict):
            yield from _references(part)


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _one_line(text: str) -> str:
    return " ".join(text.replace("*/", "* /").split())


def _formatted(source: str) -> str:
    ruff = [sys.executable, "-m", "ruff"]
    for step in (["check", "--quiet", "--fix", "--select", "F401,I", "-"], ["format", "--quiet", "-"]):
        done = subprocess.run([*ruff, *step], input=source, text=True, capture_output=True, check=True, cwd=ROOT)
        source = done.stdout
    return source


def main() -> int:
    schemas = needed(describe().openapi()["components"]["schemas"])
    PYTHON.write_text(python_source(schemas), "utf-8")
    TYPESCRIPT.write_text(typescript_source(schemas), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
