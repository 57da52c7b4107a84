"""Answer a ticket with one of the desk's ready texts."""

from polydesk.desk.sending.auto_respond import AUTO_HEADERS
from polydesk.desk.sending.budgets import AUTO_RESPONSE, is_over_budget
from polydesk.desk.sending.events import LoopStopped
from polydesk.desk.sending.facts import Facts, named_reader
from polydesk.desk.sending.placeholders import fill
from polydesk.desk.sending.registry import MailAddress, Mailing
from polydesk.desk.sending.send_article import send_article
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import CHANNEL_EMAIL, Ticket
from polydesk.kernel.errors import NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

POSTER = "SYSTEM (Canned Reply)"


def send_canned_response(work: Work, ticket: Ticket, template_id: int, *, to_email: str, to_name: str) -> int:
    """Add the text as an article with its files, which is returned, and mail it.

    Whoever asks for it has named the template for this ticket, whatever queues it is offered in. Raises NotFound for a
    template that is not there.
    """
    template = work.config(Mailing).templates.get(template_id)
    if template is None:
        raise NotFound("template", id=template_id)
    quotes = work.config(Settings)["AutoResponse::QuotesSender"]
    facts = Facts(work, ticket, reader=named_reader(to_name, to_email), quotes=quotes)
    new = NewArticle(
        subject=f"Re: {facts('otrs_ticket_title')}".rstrip(),
        body=fill(template.text, facts, is_html=template.is_html),
        content_type="text/html; charset=utf-8" if template.is_html else "text/plain; charset=utf-8",
        channel_id=CHANNEL_EMAIL,
        from_=POSTER,
        to=to_email,
        history_type="SendAnswer",
        history_comment=f"%%{to_email}",
    )
    article_id = add_article(work, ticket.id, new)
    if template.files:
        files = [
            NewFile(filename=one.filename, content=work.files.get(one.hash), content_type=one.content_type)
            for one in template.files
        ]
        attach_files(work, ticket.id, article_id, files)
    if is_over_budget(work, to_email, ticket.id):
        work.record(LoopStopped(ticket, to_email))
    elif not work.config(Mailing).is_ours(to_email):
        to = MailAddress(to_name, to_email)
        send_article(work, ticket, article_id, to=[to], headers=AUTO_HEADERS, kind=AUTO_RESPONSE, framing=True)
    return article_id
