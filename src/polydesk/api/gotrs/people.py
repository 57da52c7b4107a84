"""How a person is shown to themselves and in tokens."""

from dataclasses import dataclass
from typing import Any

from polydesk.api.gotrs.auth import role_of
from polydesk.api.gotrs.tokens import Person
from polydesk.desk.people.profiles import find_profile
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True)
class Shown:
    id: int
    login: str
    email: str
    first_name: str
    last_name: str
    role: str

    @property
    def person(self) -> Person:
        return Person(self.id, self.login, self.email, self.role)

    def as_user(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("id", "login", "email", "first_name", "last_name", "role")}


def shown(look: Look, actor: AgentActor | CustomerActor) -> Shown:
    profile = find_profile(look, actor)
    return Shown(
        profile.id, profile.login, profile.email, profile.first_name, profile.last_name, role_of(look, actor).value
    )
