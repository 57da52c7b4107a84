"""What the types of states are called."""


def _(text: str) -> str:
    """Marks texts for the catalogues; they are put into the reader's words where they are shown."""
    return text


STATE_TYPE_NAMES = {
    "new": _("new"),
    "open": _("open"),
    "closed": _("closed"),
    "pending reminder": _("pending reminder"),
    "pending auto": _("pending auto"),
    "removed": _("removed"),
    "merged": _("merged"),
}
