"""What an agent may be given."""

import re
from collections.abc import Collection

from polydesk.desk.columns import INVALID, TEMPORARILY_INVALID, VALID
from polydesk.desk.people.addresses import is_address
from polydesk.desk.people.directory import Directory
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.kernel.work import Look

LONGEST = 200
_LOGIN = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,200}")


def check_login(look: Look, login: str) -> None:
    """Anything without blanks and control characters that nobody has, in whatever case."""
    if not _LOGIN.fullmatch(login):
        raise Invalid("agent.login", login=login)
    if look.config(Directory).agents.named_in_any_case(login):
        raise Conflict("agent.login_taken", login=login)


def check_email(look: Look, email: str, *, agent_id: int | None = None) -> None:
    """Empty, or an address no other agent has."""
    if not email:
        return
    if len(email) > LONGEST or not is_address(email, refuse_example_domains=False):
        raise Invalid("agent.email", email=email)
    same = (one.id for one in look.config(Directory).agents if one.email.lower() == email.lower())
    if any(other != agent_id for other in same):
        raise Conflict("agent.email_taken", email=email)


def check_groups(look: Look, group_ids: Collection[int]) -> None:
    groups = look.config(Directory).groups
    for group_id in group_ids:
        if (group := groups.get(group_id)) is None or not group.valid:
            raise Invalid("agent.group", id=group_id)


def check_validity(valid: int) -> None:
    if valid not in (VALID, INVALID, TEMPORARILY_INVALID):
        raise Invalid("agent.valid", valid=valid)
