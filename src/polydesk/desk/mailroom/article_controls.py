"""What control headers say of the article itself, which has to be known before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from polydesk.desk.tickets.models import SENDER_TYPES

PREFIX, FOLLOW_UP = "x-otrs-", "x-otrs-followup-"
_FLAGS = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
_ARTICLE_TYPES = {
    **dict.fromkeys(("email-external", "email-notification-ext", "phone", "fax", "sms", "webrequest"), True),
    **dict.fromkeys(("note-external",), True),
    **dict.fromkeys(("email-internal", "email-notification-int", "note-internal", "note-report"), False),
}
"""X-OTRS-ArticleType of OTRS 5 and older, as far as it says who sees the article."""


@dataclass(frozen=True, slots=True)
class ArticleWish:
    """None: not asked for."""

    sender_type_id: int | None = None
    visible: bool | None = None


NO_WISH = ArticleWish()


def article_wish(controls: Mapping[str, str], *, follow_up: bool) -> ArticleWish:
    """Wrong values ask for nothing here, and are told of by `apply_controls`."""
    prefix = FOLLOW_UP if follow_up else PREFIX
    visible = flag_of(controls.get(f"{prefix}isvisibleforcustomer", ""))
    older = visible_of_type(controls.get(f"{prefix}articletype", ""))
    sender_type_id = sender_type_of(controls.get(f"{prefix}sendertype", ""))
    return ArticleWish(sender_type_id, older if visible is None else visible)


def sender_type_of(value: str) -> int | None:
    return SENDER_TYPES.get(value.strip().lower())


def visible_of_type(value: str) -> bool | None:
    return _ARTICLE_TYPES.get(value.strip().lower())


def flag_of(value: str) -> bool | None:
    return _FLAGS.get(value.strip().lower())
