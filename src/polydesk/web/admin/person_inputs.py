"""What is asked for of everybody who signs in, agents and customer users alike."""

from polydesk.web.admin.inputs import PASSWORD, TEXT, Input
from polydesk.web.texts import marked as _

PERSON, ACCOUNT = _("Person"), _("Account")


def person_inputs() -> tuple[Input, ...]:
    return (
        Input("login", _("Login"), TEXT, required=True, fixed=True, group=PERSON),
        Input("title", _("Title"), TEXT, group=PERSON),
        Input("first_name", _("First name"), TEXT, group=PERSON),
        Input("last_name", _("Last name"), TEXT, group=PERSON),
        Input("email", _("E-mail"), TEXT, kind="email", group=PERSON),
    )


def password_input() -> Input:
    about = _("Nobody signs in here without one. Empty: as it is. A new one ends all sessions and API tokens.")
    return Input("password", _("New password"), PASSWORD, about, group=ACCOUNT)
