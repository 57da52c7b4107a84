"""Types of what bodies hold."""

from typing import Annotated

from pydantic import AfterValidator, Field

from polydesk.kernel.storable import storable

Text = Annotated[str, AfterValidator(storable)]
"""As every database can hold it."""
Name = Annotated[Text, Field(max_length=200)]
EntryId = Annotated[int, Field(strict=True, ge=1, lt=2**63)]
