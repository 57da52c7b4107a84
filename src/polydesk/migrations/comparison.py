"""How the models are compared with a database, for new migrations and for the test that both agree."""

from typing import Any

from polydesk.desk.tables import METADATA, is_ours


def _is_compared(_item: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    return kind != "table" or not reflected or compare_to is not None or is_ours(name)


OPTIONS: dict[str, Any] = {"target_metadata": METADATA, "include_object": _is_compared, "compare_type": True}
