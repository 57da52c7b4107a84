"""What the types of states are called."""

from polydesk.web.texts import marked as _

STATE_TYPE_NAMES = {
    "new": _("new"),
    "open": _("open"),
    "closed": _("closed"),
    "pending reminder": _("pending reminder"),
    "pending auto": _("pending auto"),
    "removed": _("removed"),
    "merged": _("merged"),
}
