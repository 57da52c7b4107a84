"""What bodies of `/api/v1` hold, against how they are described."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from polydesk.api.gotrs import app


def _models(of: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    for one in of.__subclasses__():
        yield one
        yield from _models(one)


def _adapter(field: FieldInfo) -> TypeAdapter[Any]:
    return TypeAdapter(field.rebuild_annotation())


def _longest(field: FieldInfo) -> int | None:
    schema = _adapter(field).json_schema()
    texts = [one for one in (schema, *schema.get("anyOf", ())) if one.get("type") == "string"]
    return next((one["maxLength"] for one in texts if "maxLength" in one), None)


SHORT_TEXTS = {
    f"{model.__name__}.{name}": (field, longest)
    for model in _models()
    if model.__module__.startswith(app.__package__) and not issubclass(model, RootModel)
    for name, field in model.model_fields.items()
    if (longest := _longest(field))
}


def test_there_are_texts_with_a_greatest_length() -> None:
    assert {"NewFile.filename", "NewTicket.customer_id", "SearchWish.query", "NewWebhook.name"} <= SHORT_TEXTS.keys()


@pytest.mark.parametrize("name", SHORT_TEXTS)
def test_a_text_is_as_long_as_it_was_sent(name: str) -> None:
    field, longest = SHORT_TEXTS[name]
    with pytest.raises(ValidationError):
        _adapter(field).validate_python("a" + "\0" * longest)
