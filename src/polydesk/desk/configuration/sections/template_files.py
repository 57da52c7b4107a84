"""Files of templates. In a document they stand with their contents, in base64; elsewhere with what is known of them."""

from base64 import b64decode, b64encode
from typing import Any

from polydesk.desk.configuration.links import Link, Rows
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.values import plain_text
from polydesk.desk.queues.models import TemplateFile
from polydesk.desk.uploads.filenames import cleaned_name
from polydesk.desk.writing.template_files import MOST_BYTES, MOST_FILES
from polydesk.kernel.downloads import UNKNOWN_TYPE, is_type

_table: Any = TemplateFile.__table__
_KEYS = frozenset(("name", "type", "content"))
_LONGEST_TYPE = 250


def _read(value: Any, place: Place) -> Rows:
    """The contents go to the store at once; what a refused document leaves there belongs to nobody."""
    if len(place.items(value)) > MOST_FILES:
        raise place.refuse("too_many", limit=MOST_FILES)
    rows = [_file(item, place.item(index)) for index, item in enumerate(value)]
    names = [name for name, *_ in rows]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise place.item(index).refuse("twice", key=name)
    return frozenset(rows)


def _file(item: Any, place: Place) -> tuple[str, str, int, str]:
    entry = place.mapping(item)
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise place.refuse("unknown_key", key=unknown[0])
    for key in ("name", "content"):
        if key not in entry:
            raise place.refuse("missing", key=key)
    name = cleaned_name(plain_text(entry["name"], place.key("name")))
    if not name:
        raise place.key("name").refuse("empty")
    kind = plain_text(entry.get("type", UNKNOWN_TYPE), place.key("type"), _LONGEST_TYPE)
    if not is_type(kind):
        raise place.key("type").refuse("media_type_expected")
    assert place.names.files is not None  # whoever reads has them
    stored = place.names.files.put(_content(entry["content"], place.key("content")))
    return name, kind, stored.size, stored.hash


def _content(value: Any, place: Place) -> bytes:
    text = "".join(plain_text(value, place, 2 * MOST_BYTES).split())
    try:
        return b64decode(text, validate=True)
    except ValueError as error:
        raise place.refuse("base64_expected") from error


def _show(rows: Rows, names: Names) -> list[dict[str, Any]]:
    return [_shown(row, names) for row in sorted(rows)]


def _shown(row: tuple[Any, ...], names: Names) -> dict[str, Any]:
    name, kind, size, file_hash = row
    if names.files is None:
        return {"name": name, "type": kind, "size": size, "sha256": file_hash}
    return {"name": name, "type": kind, "content": b64encode(names.files.get(file_hash)).decode("ascii")}


ATTACHMENTS = Link(
    "attachments", _table, "template_id", ("filename", "content_type", "size", "file_hash"), _read, _show
)
