"""What administrators send about users."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.inputs import AS_WHOLE, EntryId, Name
from polydesk.desk.columns import INVALID, VALID
from polydesk.desk.people.change_agent import AgentChange
from polydesk.desk.people.create_agent import NewAgent
from polydesk.desk.people.passwords import MAX_PASSWORD_LENGTH, hash_password

Password = Annotated[str, Field(min_length=8, max_length=MAX_PASSWORD_LENGTH)]
Groups = Annotated[list[EntryId], Field(max_length=1000, description="Ids; all rights in each")]
Validity = Annotated[
    int, Field(strict=True, ge=1, le=3, description="1: valid, 2: invalid, 3: invalid for a time"), AS_WHOLE
]


class NewUser(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "login": "mira",
                    "password": "a-long-password",
                    "email": "mira@example.com",
                    "first_name": "Mira",
                    "last_name": "Holt",
                    "groups": [1],
                }
            ]
        }
    )

    login: str = Field(min_length=1, max_length=200, description="Without blanks")
    password: Password
    email: Name = ""
    first_name: Name = ""
    last_name: Name = ""
    valid_id: Validity = VALID
    groups: Groups = []

    def as_new_agent(self) -> NewAgent:
        return NewAgent(
            login=self.login,
            password_hash=hash_password(self.password),
            email=self.email.strip(),
            first_name=self.first_name.strip(),
            last_name=self.last_name.strip(),
            valid=self.valid_id,
            group_ids=tuple(self.groups),
        )


class UserChange(BaseModel):
    """What is left out stays as it is. `valid_id` wins over `active`."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"first_name": "Mira", "groups": [1, 2], "active": True}]}
    )

    login: Any = Field(None, description="Cannot be changed")
    email: Name | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    password: Password | None = None
    valid_id: Validity | None = None
    active: Annotated[bool, Field(strict=True)] | None = None
    groups: Groups | None = Field(None, description="Ids; these instead of the rights the user has but for roles")

    def as_change(self) -> AgentChange:
        valid = self.valid_id
        if valid is None and self.active is not None:
            valid = VALID if self.active else INVALID
        return AgentChange(
            email=self.email and self.email.strip(),
            first_name=self.first_name,
            last_name=self.last_name,
            valid=valid,
            password_hash=hash_password(self.password) if self.password else None,
            group_ids=None if self.groups is None else tuple(self.groups),
        )


class NewPassword(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"new_password": "another-long-password"}]})

    new_password: Password
