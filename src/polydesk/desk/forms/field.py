"""A field of a form: what it is called, how it is filled in, and what it takes.

The form that is shown and the operation that stores are made from the same fields, so they cannot disagree.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.fields.validate import Value


class Kind(StrEnum):
    """The words clients know the types of fields by."""

    TEXT = "FormText"
    TEXTAREA = "FormTextarea"
    RICH_TEXT = "FormRichText"
    PASSWORD = "FormPassword"  # noqa: S105  a type of field
    EMAIL = "FormEmail"
    SELECT = "FormSelect"
    CHECKBOX = "FormCheckbox"
    DATE = "FormDate"
    DATETIME = "FormDateTime"
    UPLOAD = "FormUpload"
    HIDDEN = "FormHidden"


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Validator:
    """A rule by the name clients know it by; `arguments` are what the rule compares with."""

    name: str
    arguments: tuple[str | int, ...] = ()
    text: str = ""
    """What a person reads where it is broken; empty: the usual text of this rule."""


REQUIRED = Validator("Required")
VALUE = "Value"
"""The name of the rule that a value is among the options."""
MISCONFIGURED = Validator("IncorrectDisplayConfig")
"""A hidden field without a default where the ticket needs one: the administrator's mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    name: str
    kind: Kind
    label: str
    description: str = ""
    default: Value = ""
    suggestion: Value = ""
    """What is shown where nothing was sent. Unlike the default it counts only if it comes back."""
    required: bool = False
    options: Sequence[Option] | None = None
    """For selects: all there is to choose from, in the order it is shown."""
    is_multiple: bool = False
    is_translated: bool = False
    """Whether the labels of the options are to be shown in the reader's language."""
    hidden: bool = False
    """Not shown; its default is used, whatever is sent."""
    read_only: bool = False
    rules: Sequence[Validator] = ()
    entry: FieldEntry | None = None
    """The dynamic field it fills in."""
    suits: Callable[[Value], bool] | None = None
    """What has the last word on a value that is not empty, where the rules only say what is expected."""

    @property
    def validators(self) -> Sequence[Validator]:
        """All its rules by name, as a form tells them."""
        required = (REQUIRED,) if self.required else ()
        of_options = (Validator(VALUE, tuple(one.value for one in self.options)),) if self.options is not None else ()
        return (*required, *of_options, *self.rules)


@dataclass(frozen=True, slots=True)
class Failure:
    """Which rule a value has broken."""

    validator: Validator
    value: Value | None
    text: str = ""
    """What a person reads, in English with `%s` for each argument; empty: the rule's own text."""
