"""Rules for what comes in: statuses, numbers, routes, filters, bans."""

from dataclasses import replace

from polydesk.desk.configuration.save_address import save_addressed
from polydesk.web.admin.areas import Area, place_of
from polydesk.web.admin.entries import pages_of
from polydesk.web.admin.inputs import FLAG, NUMBER, ONE_OF, TEXT, VALID, Input, name_input
from polydesk.web.admin.intake import FIELD_LISTS, FILTER_ACTIONS, FILTER_RULES, FORMS, HELP_TOPICS
from polydesk.web.admin.kinds import Kind
from polydesk.web.texts import marked as _

TARGET = replace(
    TEXT,
    template="admin/target.html",
    parts={
        "Any": _("whatever comes in"),
        "Web": _("the web form"),
        "API": _("osTicket's API"),
        "Email": _("mail to any address"),
    },
)
TICKET_STATUSES = Kind(
    "ticket_statuses",
    "ticket-statuses",
    _("Statuses"),
    _("New status"),
    ("name", "state", "archived", "reopens", "valid"),
    (
        name_input(),
        Input("state", _("State"), ONE_OF, section="states", required=True),
        Input("archived", _("Files the ticket away"), FLAG),
        Input("reopens", _("An answer of the customer opens the ticket again"), FLAG, default=True),
        VALID,
    ),
    _("Finer names for states, as osTicket has them."),
)
NUMBER_SEQUENCES = Kind(
    "number_sequences",
    "number-sequences",
    _("Number sequences"),
    _("New sequence"),
    ("name", "next", "increment", "valid"),
    (
        name_input(),
        Input("next", _("Next number"), NUMBER, default=1),
        Input("increment", _("Step"), NUMBER, default=1),
        Input("padding", _("Filled up with"), TEXT, default="0"),
        VALID,
    ),
    _("Numbers of tickets that count up, for help topics."),
)
ADDRESS_ROUTES = Kind(
    "address_routes",
    "address-routes",
    _("Routes of addresses"),
    _("New route"),
    ("address", "queue", "priority", "help_topic", "valid"),
    (
        Input("address", _("Address"), TEXT, _("One of the desk's own."), required=True, kind="email"),
        Input("queue", _("Queue"), ONE_OF, section="queues"),
        Input("priority", _("Priority"), ONE_OF, section="priorities"),
        Input("help_topic", _("Help topic"), ONE_OF, section="help_topics"),
        Input("no_auto_response", _("No auto-response"), FLAG),
        VALID,
    ),
    _("What mail to one of the desk's addresses becomes."),
    save=lambda work, entry, seen: save_addressed(work, "address_routes", "address", entry, seen),
)
TICKET_FILTERS = Kind(
    "ticket_filters",
    "ticket-filters",
    _("Ticket filters"),
    _("New filter"),
    ("name", "target", "position", "valid"),
    (
        name_input(),
        Input(
            "target",
            _("For"),
            TARGET,
            further_sections=("system_addresses",),
            default="Any",
        ),
        Input("position", _("Position"), NUMBER, _("Filters run in the order of this number."), default=1),
        Input("match_all", _("All rules must hold, not just one"), FLAG),
        Input("stop", _("Run no further filters after this one"), FLAG),
        VALID,
        Input("rules", _("Rules"), FILTER_RULES, default=[]),
        Input(
            "actions",
            _("Actions"),
            FILTER_ACTIONS,
            further_sections=(
                "templates",
                "queues",
                "priorities",
                "slas",
                "teams",
                "agents",
                "help_topics",
                "ticket_statuses",
            ),
            default=[],
        ),
    ),
    _("They refuse or route what comes in, by its sender, its fields and its text."),
)
BANNED_ADDRESSES = Kind(
    "banned_addresses",
    "banned-addresses",
    _("Banned addresses"),
    _("New ban"),
    ("address", "valid"),
    (Input("address", _("Address"), TEXT, required=True, kind="email"), VALID),
    _("Whoever writes from one of these gets no ticket."),
    save=lambda work, entry, seen: save_addressed(work, "banned_addresses", "address", entry, seen),
)
FOREIGN_IDS = Kind(
    "foreign_ids",
    "foreign-ids",
    _("Ids elsewhere"),
    _("New id"),
    ("name", "local_id", "valid"),
    (
        Input("name", _("Name"), TEXT, _("As in osticket/agent/1."), required=True),
        Input("local_id", _("Id here"), NUMBER, default=1),
        VALID,
    ),
    _("Where an id in the system this desk came from differs from ours."),
)
KINDS = (
    HELP_TOPICS,
    FORMS,
    FIELD_LISTS,
    TICKET_FILTERS,
    BANNED_ADDRESSES,
    ADDRESS_ROUTES,
    TICKET_STATUSES,
    NUMBER_SEQUENCES,
    FOREIGN_IDS,
)
AREA = Area(_("From outside"), tuple(place_of(kind) for kind in KINDS))
PAGES = tuple(page for kind in KINDS for page in pages_of(kind))
