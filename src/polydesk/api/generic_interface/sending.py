"""When an article made through the Generic Interface is mailed as well.

`ArticleSend` says it in so many words. Without it an agent's visible article of the channel Email is mailed on update
(setting GenericInterface::SendEmailArticles), and nothing is on create, where the customer is the one who wrote.
"""

from polydesk.api.generic_interface.checks.article import ArticlePart
from polydesk.api.generic_interface.perl import given, is_string, text
from polydesk.desk.sending.mail_to_customer import mail_to_customer
from polydesk.desk.tickets.models import CHANNEL_EMAIL, SENDER_AGENT, Ticket
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work


def send_on_create(work: Work, ticket: Ticket, article: ArticlePart, article_id: int) -> None:
    """To the customer: the addresses of the request are not used on create."""
    if _may_send(work, article) and _asked(article):
        mail_to_customer(work, ticket, article_id)


def send_on_update(work: Work, ticket: Ticket, article: ArticlePart, article_id: int) -> None:
    if _may_send(work, article) and (_asked(article) or _is_mail(work, article)):
        to, cc, bcc = (article.word(key) for key in ("To", "Cc", "Bcc"))
        mail_to_customer(work, ticket, article_id, to=to, cc=cc, bcc=bcc)


def _may_send(work: Work, article: ArticlePart) -> bool:
    """Only agents speak for the desk, and only with what the customer may see."""
    by_agent = isinstance(work.actor, AgentActor) and article.sender_type_id == SENDER_AGENT
    return by_agent and article.visible


def _asked(article: ArticlePart) -> bool:
    sent = article.sent.get("ArticleSend")
    return is_string(sent) and given(text(sent))


def _is_mail(work: Work, article: ArticlePart) -> bool:
    by_default: bool = work.config(Settings)["GenericInterface::SendEmailArticles"]
    return by_default and article.channel_id == CHANNEL_EMAIL and "ArticleSend" not in article.sent
