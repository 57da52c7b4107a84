"""Queues, and what they are made with: addresses, salutations, signatures, calendars."""

from collections.abc import Mapping

from polydesk.desk.configuration.save_address import save_addressed
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.statistics.counts import count_by_queue
from polydesk.kernel.work import Look
from polydesk.web.admin import outgoing_texts, template_files
from polydesk.web.admin.areas import Area, place_of
from polydesk.web.admin.calendar_input import CALENDAR
from polydesk.web.admin.entries import pages_of
from polydesk.web.admin.examples import signature_example, text_example
from polydesk.web.admin.inputs import (
    COMMENT,
    FLAG,
    LONG_TEXT,
    NUMBER,
    ONE_OF,
    SEVERAL_OF,
    TEXT,
    VALID,
    WORD,
    Input,
    name_input,
)
from polydesk.web.admin.kinds import Kind
from polydesk.web.admin.ticket_values import ESCALATION
from polydesk.web.admin.variables import VARIABLES
from polydesk.web.texts import marked as _


def _tickets(look: Look) -> Mapping[int, int]:
    """Of those the administrator finds in lists."""
    counts = count_by_queue(look, [one.id for one in look.config(Catalogue).queues])
    return {queue_id: found.total for queue_id, found in counts.items()}


_ANSWERS = _("Answers to closed tickets")
_MAIL = _("Mail")
QUEUES = Kind(
    "queues",
    "queues",
    _("Queues"),
    _("New queue"),
    ("name", "group", "system_address", "calendar", "valid"),
    (
        Input("name", _("Name"), TEXT, _("“A::B” is B below A."), required=True),
        Input(
            "group", _("Group"), ONE_OF, _("Whoever has rights in it has them here."), section="groups", required=True
        ),
        COMMENT,
        VALID,
        Input(
            "unlock_timeout",
            _("Unlock after"),
            NUMBER,
            _("Minutes of working time after which a lock nobody uses is opened; 0 is never."),
            default=0,
        ),
        *ESCALATION,
        Input(
            "sla",
            _("Agreement"),
            ONE_OF,
            _("What tickets from outside get that name none."),
            section="slas",
            group=_("Escalation"),
        ),
        Input(
            "follow_up",
            _("An answer to a closed ticket"),
            WORD,
            words=("possible", "reject", "new ticket"),
            word_names={
                "possible": _("opens it again"),
                "reject": _("is refused"),
                "new ticket": _("becomes a new ticket"),
            },
            group=_ANSWERS,
            default="possible",
        ),
        Input("follow_up_lock", _("It is locked for its owner again"), FLAG, group=_ANSWERS),
        Input(
            "system_address",
            _("Sent from"),
            ONE_OF,
            section="system_addresses",
            group=_MAIL,
        ),
        Input("salutation", _("Salutation"), ONE_OF, section="salutations", group=_MAIL),
        Input("signature", _("Signature"), ONE_OF, section="signatures", group=_MAIL),
        Input(
            "auto_responses",
            _("Auto-responses"),
            SEVERAL_OF,
            _("At most one of each type is sent."),
            section="auto_responses",
            group=_MAIL,
        ),
    ),
    _("Where tickets lie. Each belongs to a group, which says who may work in it."),
    tree=True,
    counted=(_("Tickets"), _tickets),
)


SYSTEM_ADDRESSES = Kind(
    "system_addresses",
    "system-addresses",
    _("Addresses"),
    _("New address"),
    ("email", "name", "valid"),
    (
        Input("email", _("Address"), TEXT, required=True, kind="email"),
        Input("name", _("Name"), TEXT, _("Stands before the address in mail.")),
        VALID,
    ),
    _("The desk's own addresses. Mail to them comes in, and queues send from them."),
    save=lambda work, entry, seen: save_addressed(work, "system_addresses", "email", entry, seen),
)
SALUTATIONS = Kind(
    "salutations",
    "salutations",
    _("Salutations"),
    _("New salutation"),
    ("name", "valid"),
    (name_input(), Input("text", _("Text"), LONG_TEXT), VALID),
    _("What answers by mail begin with."),
    preview=text_example,
    variables=VARIABLES,
)
SIGNATURES = Kind(
    "signatures",
    "signatures",
    _("Signatures"),
    _("New signature"),
    ("name", "valid"),
    (name_input(), Input("text", _("Text"), LONG_TEXT), VALID),
    _("What answers by mail end with."),
    preview=signature_example,
    variables=VARIABLES,
)
CALENDARS = Kind(
    "calendars",
    "calendars",
    _("Working calendars"),
    _("New calendar"),
    ("name", "valid"),
    (name_input(), VALID, Input("config", _("Hours"), CALENDAR, default={"zone": "UTC"})),
    _("The hours in which escalation clocks run. A calendar without any hour is always open."),
)
KINDS = (QUEUES, CALENDARS, SYSTEM_ADDRESSES, SALUTATIONS, SIGNATURES, *outgoing_texts.KINDS)
AREA = Area(_("Queues and texts"), tuple(place_of(kind) for kind in KINDS))
PAGES = (*(page for kind in KINDS for page in pages_of(kind)), *template_files.PAGES)
