"""What a configuration refers to: rows of its other sections by their names, and contents of files."""

from typing import Any

from sqlalchemy import Connection, select

from polydesk.desk.people.models import Agent
from polydesk.desk.queues.models import SystemAddress
from polydesk.kernel.files import FileStore

_NAME_COLUMNS: dict[type[Any], str] = {Agent: "login", SystemAddress: "email"}


class Names:
    """Read once per table; `forget` after a table has changed. Without `files` no contents are shown."""

    def __init__(self, connection: Connection, files: FileStore | None = None) -> None:
        self.files = files
        self._connection = connection
        self._names: dict[type[Any], dict[int, str]] = {}
        self._ids: dict[type[Any], dict[str, int]] = {}

    def id_of(self, model: type[Any], name: str) -> int | None:
        if name not in self._ids.get(model, {}):  # it may have been made since: rows refer to others of their section
            self._names.pop(model, None)
            self._ids[model] = {known: row_id for row_id, known in self._of(model).items()}
        return self._ids[model].get(name)

    def name_of(self, model: type[Any], row_id: int) -> str:
        return self._of(model)[row_id]

    def forget(self) -> None:
        self._names.clear()
        self._ids.clear()

    def _of(self, model: type[Any]) -> dict[int, str]:
        if model not in self._names:
            name = getattr(model, _NAME_COLUMNS.get(model, "name"))
            rows = self._connection.execute(select(model.id, name)).all()
            self._names[model] = dict(rows)
        return self._names[model]
