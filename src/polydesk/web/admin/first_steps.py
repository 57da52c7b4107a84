"""What to do first on a new desk, in the order in which one thing needs another."""

from dataclasses import dataclass

from polydesk.web.texts import marked as _


@dataclass(frozen=True)
class FirstStep:
    """`name` is one of `first_steps.STEPS` of the configuration."""

    name: str
    path: str
    word: str
    about: str


FIRST_STEPS = (
    FirstStep("groups", "/admin/groups/new", _("Groups"), _("Who works together. Each queue belongs to one.")),
    FirstStep("agents", "/admin/agents/new", _("Agents"), _("With a password, and rights in the groups.")),
    FirstStep(
        "addresses", "/admin/system-addresses/new", _("Addresses"), _("What people write to, and answers come from.")
    ),
    FirstStep("queues", "/admin/queues/new", _("Queues"), _("Each with its group, and the address it sends from.")),
    FirstStep(
        "auto_responses",
        "/admin/auto-responses/new",
        _("Auto-responses"),
        _("That a ticket has come in. Then choose them in the queues."),
    ),
    FirstStep("mailboxes", "/admin/mailboxes/new", _("Mailboxes"), _("Where mail is fetched, and into which queue.")),
    FirstStep("sending", "/admin/outgoing-mail", _("Outgoing mail"), _("By which way answers leave, with a test.")),
    FirstStep(
        "customers",
        "/admin/customer-users/new",
        _("Customer users"),
        _("The people you work for, with their companies."),
    ),
)
