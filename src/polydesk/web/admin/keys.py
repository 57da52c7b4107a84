"""Keys of programs: those that act as an agent, and those of osTicket's API. Each is shown once, when it is made."""

import secrets

from polydesk.web.admin.entries import pages_of
from polydesk.web.admin.inputs import FLAG, ONE_OF, TEXT, VALID, Input
from polydesk.web.admin.kinds import Kind
from polydesk.web.texts import marked as _


def _agent_key() -> str:
    return secrets.token_urlsafe(32)


def _intake_key() -> str:
    """As osTicket's look: 32 digits and big letters."""
    return secrets.token_hex(16).upper()


AGENT_KEYS = Kind(
    "api_keys",
    "agent-keys",
    _("Keys of agents"),
    _("New key"),
    ("label", "agent", "valid"),
    (
        Input("label", _("Label"), TEXT, _("Who uses it, and for what."), required=True),
        Input("agent", _("Acts as"), ONE_OF, section="agents", required=True),
        VALID,
    ),
    _("For programs that use the Generic Interface: a key does what its agent may do."),
    new_key=_agent_key,
)
INTAKE_KEYS = Kind(
    "intake_keys",
    "intake-keys",
    _("Keys of osTicket's API"),
    _("New key"),
    ("label", "address", "create_tickets", "run_cron", "valid"),
    (
        Input("label", _("Label"), TEXT, _("Who uses it, and for what."), required=True),
        Input("address", _("Address"), TEXT, _("The one network address it is good from."), required=True),
        Input("create_tickets", _("May open tickets"), FLAG, default=True),
        Input("run_cron", _("May run what is due"), FLAG),
        Input("as_original", _("As the original, with what it does not document"), FLAG),
        VALID,
    ),
    _("For programs written for osTicket: each is good from one address."),
    new_key=_intake_key,
)
KINDS = (AGENT_KEYS, INTAKE_KEYS)
PAGES = tuple(page for kind in KINDS for page in pages_of(kind))
