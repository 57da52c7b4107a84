"""What a ticket can be set to: types, states, priorities, services, SLAs."""

from polydesk.desk.configuration.entries import Entry
from polydesk.web.admin.inputs import COLOUR, COMMENT, NUMBER, ONE_OF, SEVERAL_OF, VALID, WORD, Input, name_input
from polydesk.web.admin.kinds import Kind
from polydesk.web.admin.state_types import STATE_TYPE_NAMES
from polydesk.web.texts import marked as _

_GROUP = _("Escalation")
_MINUTES = _("Minutes of working time; 0 is none.")
_PERCENT = _("After so many percent of the time people are warned; 0 warns nobody.")
ESCALATION = (
    Input("first_response_time", _("First response"), NUMBER, _MINUTES, default=0, group=_GROUP),
    Input("first_response_notify", _("First response: warn at percent"), NUMBER, _PERCENT, default=0, group=_GROUP),
    Input("update_time", _("Update"), NUMBER, _MINUTES, default=0, group=_GROUP),
    Input("update_notify", _("Update: warn at percent"), NUMBER, _PERCENT, default=0, group=_GROUP),
    Input("solution_time", _("Solution"), NUMBER, _MINUTES, default=0, group=_GROUP),
    Input("solution_notify", _("Solution: warn at percent"), NUMBER, _PERCENT, default=0, group=_GROUP),
    Input(
        "calendar",
        _("Working calendar"),
        ONE_OF,
        _("Without one the clocks run Monday to Friday from 8 to 21 UTC."),
        section="calendars",
        group=_GROUP,
    ),
)
STOCK_STATES = frozenset(
    (
        "new",
        "closed successful",
        "closed unsuccessful",
        "open",
        "removed",
        "pending reminder",
        "pending auto close+",
        "pending auto close-",
        "merged",
    )
)
STOCK_PRIORITIES = frozenset(("1 very low", "2 low", "3 normal", "4 high", "5 very high"))


def _kept_of_state(entry: Entry) -> tuple[str, ...]:
    return ("name", "type", *_in_use(entry)) if entry["name"] in STOCK_STATES else ()


def _kept_of_priority(entry: Entry) -> tuple[str, ...]:
    return ("name", *_in_use(entry)) if entry["name"] in STOCK_PRIORITIES else ()


def _in_use(entry: Entry) -> tuple[str, ...]:
    """What was put out of use may come back."""
    return ("valid",) if entry["valid"] == "valid" else ()


TYPES = Kind(
    "types",
    "types",
    _("Types"),
    _("New type"),
    ("name", "valid"),
    (name_input(), VALID),
    _("What kind of request a ticket is. The setting Ticket::Type shows them."),
)
STATES = Kind(
    "states",
    "states",
    _("States"),
    _("New state"),
    ("name", "type", "valid"),
    (
        name_input(),
        Input(
            "type",
            _("Type of state"),
            WORD,
            _("It decides what happens: whether the clocks run, whether the ticket waits, whether it is done."),
            words=tuple(STATE_TYPE_NAMES),
            word_names=STATE_TYPE_NAMES,
            default="open",
        ),
        VALID,
    ),
    _("How far the work on a ticket is. Those a desk is delivered with stay as they are; add others."),
    kept=_kept_of_state,
)
PRIORITIES = Kind(
    "priorities",
    "priorities",
    _("Priorities"),
    _("New priority"),
    ("name", "color", "valid"),
    (
        name_input(),
        Input("color", _("Colour"), COLOUR, _("As in #d7263d.")),
        VALID,
    ),
    _("Lists sort by their names, so begin each with a number."),
    kept=_kept_of_priority,
)
SERVICES = Kind(
    "services",
    "service-list",
    _("Services"),
    _("New service"),
    ("name", "comment", "valid"),
    (name_input(), COMMENT, VALID),
    _("What is done for customers; “A::B” is B below A. The setting Ticket::Service shows them."),
    tree=True,
)
SLAS = Kind(
    "slas",
    "slas",
    _("Service level agreements"),
    _("New agreement"),
    ("name", "services", "first_response_time", "update_time", "solution_time", "valid"),
    (
        name_input(),
        Input("services", _("Services"), SEVERAL_OF, _("Those it can be agreed on for."), section="services"),
        *ESCALATION,
        COMMENT,
        VALID,
    ),
    _("How fast is promised. Its times go before those of the queue."),
)
KINDS = (TYPES, STATES, PRIORITIES, SERVICES, SLAS)
