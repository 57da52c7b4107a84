"""Dynamic fields, and the rules that narrow what forms offer."""

from polydesk.desk.configuration.entries import Entry
from polydesk.desk.fields.models import INTERNAL_KINDS, OBJECTS
from polydesk.desk.fields.models import KINDS as FIELD_KINDS
from polydesk.web.admin.field_config import FIELD_CONFIG
from polydesk.web.admin.field_screens import uses_of
from polydesk.web.admin.inputs import CODE, FLAG, NUMBER, TEXT, VALID, WORD, Input
from polydesk.web.admin.kinds import Kind
from polydesk.web.texts import marked as _


def _kept(entry: Entry) -> tuple[str, ...]:
    return ("name", "valid") if entry["kind"] in INTERNAL_KINDS else ()


DYNAMIC_FIELDS = Kind(
    "dynamic_fields",
    "dynamic-fields",
    _("Dynamic fields"),
    _("New dynamic field"),
    ("name", "label", "kind", "object", "position", "valid"),
    (
        Input("name", _("Name"), TEXT, _("Letters and digits, for programs."), required=True),
        Input("label", _("Label"), TEXT, _("What people read."), required=True),
        Input(
            "kind",
            _("Kind"),
            WORD,
            words=FIELD_KINDS,
            word_names={
                "Text": _("one line of text"),
                "TextArea": _("text of several lines"),
                "Checkbox": _("check box"),
                "Dropdown": _("one of several values"),
                "Multiselect": _("several values"),
                "Date": _("day"),
                "DateTime": _("day and time"),
            },
            fixed=True,
            default="Text",
        ),
        Input(
            "object",
            _("Belongs to"),
            WORD,
            words=OBJECTS,
            word_names={"Ticket": _("tickets"), "Article": _("articles")},
            fixed=True,
            default="Ticket",
        ),
        Input("position", _("Position"), NUMBER, _("Fields stand in the order of this number."), default=1),
        VALID,
        Input("config", _("How it works"), FIELD_CONFIG, default={}),
    ),
    _("What a desk wants to know beyond the usual. Customers see a field where one of their screens shows it."),
    kept=_kept,
    beside="admin/field_screens.html",
    facts=uses_of,
)
ACLS = Kind(
    "acls",
    "acls",
    _("Access control lists"),
    _("New list"),
    ("name", "stop_after_match", "valid"),
    (
        Input("name", _("Name"), TEXT, _("They are tried in the order of their names."), required=True),
        Input(
            "match",
            _("When"),
            CODE,
            _("The inside of ConfigMatch: Properties of the form, PropertiesDatabase of the ticket as it is."),
            default={},
        ),
        Input(
            "change",
            _("Then"),
            CODE,
            _("The inside of ConfigChange: Possible, PossibleAdd and PossibleNot."),
            default={},
        ),
        Input("stop_after_match", _("Try no further lists after this one"), FLAG),
        VALID,
    ),
    _("What forms offer, depending on what is filled in or who asks. Words may begin with [Not], [RegExp], [regexp]."),
)
KINDS = (DYNAMIC_FIELDS, ACLS)
