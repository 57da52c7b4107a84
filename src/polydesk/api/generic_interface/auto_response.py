"""When an article made through the Generic Interface is answered with its queue's auto-response, and to whom.

As in the original the article's AutoResponseType names the kind, and the addresses in its From are answered. Beyond it
(see the README): nothing is sent about what the customer may not see, or on an agent's own article of an update that
does not ask for it; customers are answered at their own address only, whatever they write into From.
"""

from collections.abc import Sequence

from polydesk.api.generic_interface.checks.article import ArticlePart
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.addressing import read_addresses
from polydesk.desk.sending.auto_respond import KINDS_BY_TYPE, auto_respond, responds
from polydesk.desk.sending.mail_to_customer import customer_address
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.tickets.models import SENDER_CUSTOMER, SENDER_SYSTEM, Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Look, Work

MOST_ANSWERED = 10
_ENDED = ("closed", "removed")
_MACHINES = ("mailer-daemon", "postmaster", "abuse")


def respond_on_create(work: Work, ticket: Ticket, article: ArticlePart, article_id: int, *, sender: str) -> None:
    """`sender` is the From the article got: without one in the request it is the customer, whoever sent the request."""
    _respond(work, ticket, article, article_id, sender)


def respond_on_update(work: Work, ticket: Ticket, article: ArticlePart, article_id: int, *, sender: str) -> None:
    """By default what an agent adds is no follow-up of the customer's, and confirmed to nobody."""
    if article.sender_type_id == SENDER_CUSTOMER or article.asks_for_response:
        _respond(work, ticket, article, article_id, sender)


def _respond(work: Work, ticket: Ticket, article: ArticlePart, article_id: int, sender: str) -> None:
    kind = KINDS_BY_TYPE.get(article.word("AutoResponseType").lower(), "")
    if not kind or not article.visible or article.sender_type_id == SENDER_SYSTEM or not responds(work, ticket, kind):
        return
    if kind == "new" and work.config(Catalogue).states[ticket.state_id].type in _ENDED:
        return  # nobody is going to look at it
    for one in _answered(work, ticket, sender):
        auto_respond(work, ticket, kind, article_id=article_id, to_email=one.email, to_name=one.name)


def _answered(look: Look, ticket: Ticket, sender: str) -> Sequence[MailAddress]:
    actor = look.actor
    if isinstance(actor, CustomerActor):
        return customer_address(look, actor.login)
    written_by = read_addresses(sender)[:MOST_ANSWERED] or customer_address(look, ticket.customer_user)
    return [one for one in written_by if one.email.lower().partition("@")[0] not in _MACHINES]
