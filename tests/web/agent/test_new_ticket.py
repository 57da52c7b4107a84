import re
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.models import Article, ArticleMime, Attachment
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.tickets import configured, history, named, opened, ticket_row

PATH = "/tickets/new"


def form(desk: Desk, **changed: Any) -> dict[str, Any]:
    """A call by c1 for Sales."""
    with desk.look() as look:
        catalogue = look.config(Catalogue)
        ids = {
            "QueueID": named(catalogue.queues, "Sales"),
            "StateID": named(catalogue.states, "open"),
            "PriorityID": named(catalogue.priorities, "3 normal"),
        }
    return {"kind": "phone", "customer": "c1", "Title": "No toner", "Body": "It is empty.", **ids, **changed}


def state(desk: Desk, name: str) -> int:
    with desk.look() as look:
        return named(look.config(Catalogue).states, name)


def made(reply: httpx.Response) -> int:
    assert reply.status_code == 303, reply.text
    return int(reply.headers["location"].removeprefix("/tickets/"))


def test_a_call_becomes_a_ticket_of_the_customer(ada: Browser) -> None:
    ticket = ticket_row(ada.desk, made(ada.post(PATH, form(ada.desk))))
    assert (ticket.title, ticket.customer_user, ticket.customer_id) == ("No toner", "c1", "acme")
    assert "PhoneCallCustomer" in [kind for kind, _text in history(ada.desk, ticket.id)]


def test_a_customer_is_found_by_address(ada: Browser) -> None:
    found = ada.get(f"{PATH}/customers?customer=c1").text
    address = re.search(r"[\w.]+@[\w.]+", found)
    assert address
    assert ticket_row(ada.desk, made(ada.post(PATH, form(ada.desk, customer=address[0])))).customer_user == "c1"


def test_somebody_unknown_is_known_by_their_address(ada: Browser) -> None:
    ticket = ticket_row(ada.desk, made(ada.post(PATH, form(ada.desk, customer="new@zulu.test"))))
    assert (ticket.customer_user, ticket.customer_id) == ("new@zulu.test", "")


def test_a_mail_goes_to_the_customer(ada: Browser) -> None:
    configured(ada.desk, settings={"SendmailModule": "SMTP"})
    sent = form(ada.desk, kind="email", customer="new@zulu.test", cc="boss@zulu.test")
    ticket_id = made(ada.post(PATH, sent))
    with ada.desk.look() as look:
        rows = look.connection.execute(
            select(OutgoingMail.recipient).where(OutgoingMail.ticket_id == ticket_id)
        ).scalars()
        assert sorted(rows) == ["boss@zulu.test", "new@zulu.test"]
    assert "EmailAgent" in [kind for kind, _text in history(ada.desk, ticket_id)]


def test_what_is_wrong_stands_beside_its_field_and_the_input_is_kept(ada: Browser) -> None:
    reply = ada.post(PATH, form(ada.desk, customer="nobody at all", Title="", Body="Kept <b>words</b>"))
    assert reply.status_code == 422
    assert "Kept &lt;b&gt;words&lt;/b&gt;" in reply.text and 'value="nobody at all"' in reply.text
    assert 'id="field-Title-error"' in reply.text and 'id="customer-error"' in reply.text
    assert 'id="field-Body-error"' not in reply.text


@pytest.mark.parametrize("name", ["QueueID", "StateID", "PriorityID", "OwnerID", "ServiceID"])
@pytest.mark.parametrize("value", ["99999", "x", "-1"])
def test_what_is_no_choice_is_refused(ada: Browser, name: str, value: str) -> None:
    reply = ada.post(PATH, form(ada.desk, **{name: value}))
    assert reply.status_code == 422
    assert f'id="field-{name}-error"' in reply.text


def test_agents_open_tickets_only_where_they_may(browser: Browser) -> None:
    reader = browser.of("ro1", "ro1-pw")
    assert reader.post(PATH, form(browser.desk)).status_code == 422


def test_a_ticket_that_waits_needs_to_know_until_when(ada: Browser) -> None:
    pending = state(ada.desk, "pending reminder")
    assert 'id="field-PendingUntil-error"' in ada.post(PATH, form(ada.desk, StateID=pending)).text
    sent = form(ada.desk, StateID=pending, PendingUntil="2030-01-02T10:30")
    assert ticket_row(ada.desk, made(ada.post(PATH, sent))).until_time > 0


def test_a_moment_before_all_clocks_is_refused(ada: Browser) -> None:
    sent = form(ada.desk, StateID=state(ada.desk, "pending reminder"), PendingUntil="0001-01-01T00:00")
    configured(ada.desk, settings={"OTOBOTimeZone": "Europe/Berlin"})
    try:
        assert ada.post(PATH, sent).status_code == 422
    finally:
        configured(ada.desk, settings={"OTOBOTimeZone": "UTC"})


def test_a_named_owner_has_the_ticket(ada: Browser) -> None:
    ticket = ticket_row(ada.desk, made(ada.post(PATH, form(ada.desk, OwnerID="3"))))
    assert (ticket.owner_id, ticket.lock_id) == (3, 2)


def test_without_scripts_looking_up_is_a_step(ada: Browser) -> None:
    reply = ada.post(PATH, form(ada.desk, customer="acme", step="look-up"))
    assert reply.status_code == 200 and 'name="pick" value="c1"' in reply.text
    picked = ada.post(PATH, form(ada.desk, customer="acme", pick="c1"))
    assert 'name="customer" value="c1"' in picked.text and 'value="No toner"' in picked.text


def test_similar_open_tickets_are_shown_once_before_saving(ada: Browser) -> None:
    known = opened(ada.desk, title="Toner of the printer", customer_user="c1")
    opened(ada.desk, title="Toner, long ago", customer_user="c1", state="closed successful")
    opened(ada.desk, title="Toner of somebody else", customer_user="c3")
    reply = ada.post(PATH, form(ada.desk))
    assert reply.status_code == 200 and f'name="known" value="{known}"' in reply.text
    assert "long ago" not in reply.text and "somebody else" not in reply.text
    made(ada.post(PATH, form(ada.desk, known=str(known))))


def test_files_are_attached(ada: Browser) -> None:
    parts = {**form(ada.desk), "csrf": ada.csrf}
    request = httpx.Request(
        "POST", "http://desk.test/", data=parts, files=[("files", ("../a<b>.txt", b"words", "text/plain"))]
    )
    headers = {"origin": "http://desk.test", "content-type": request.headers["content-type"]}
    ticket_id = made(ada.send("POST", PATH, request.read(), headers))
    rows = select(Attachment.filename, Attachment.size).join(Article, Article.id == Attachment.article_id)
    with ada.desk.look() as look:
        [stored] = look.connection.execute(rows.where(Article.ticket_id == ticket_id)).all()
    assert stored.size == 5 and not stored.filename.startswith(".")


def test_header_injection_by_customer_and_copies(ada: Browser) -> None:
    """Line breaks in addresses would add headers of a stranger's choice."""
    for changed in ({"customer": "a@zulu.test\r\nBcc: x@y.test"}, {"cc": "a@zulu.test\r\nBcc: x@y.test"}):
        sent = form(ada.desk, **{"kind": "email", "customer": "new@zulu.test", **changed})
        assert ada.post(PATH, sent).status_code == 422


def test_cross_site_scripting_by_names_and_titles(ada: Browser) -> None:
    evil = '"><script>alert(1)</script>'
    opened(ada.desk, title=f"Toner {evil}", customer_user="c1")
    for reply in (
        ada.get(f"{PATH}/similar?customer=c1&Title=toner"),
        ada.post(PATH, form(ada.desk)),
        ada.post(PATH, form(ada.desk, Title=evil, customer=evil, cc=evil, Body=f"</textarea>{evil}")),
    ):
        assert "<script>alert" not in reply.text


def test_the_look_up_costs_the_same_for_one_and_for_many(ada: Browser) -> None:
    for path, most in ((f"{PATH}/customers?customer=c1", 8), (f"{PATH}/customers?customer=c", 8), (PATH, 8)):
        with counted(ada.desk) as statements:
            assert ada.get(path).status_code == 200
        assert len(statements) <= most, statements


def test_the_written_text_is_kept_as_it_was_typed(ada: Browser) -> None:
    ticket_id = made(ada.post(PATH, form(ada.desk, Body="  One\r\n\r\nTwo ü")))
    rows = select(ArticleMime.body).join(Article, Article.id == ArticleMime.article_id)
    with ada.desk.look() as look:
        assert look.connection.execute(rows.where(Article.ticket_id == ticket_id)).scalar_one().split() == [
            "One",
            "Two",
            "ü",
        ]


def test_nobody_is_asked_for_the_queue_where_there_is_one_only(browser: Browser) -> None:
    rights = {"users": ["ro"], "sales": ["ro"], "only": "rw"}
    configured(
        browser.desk,
        groups=[{"name": "only"}],
        queues=[{"name": "Only", "group": "only"}],
        agents=[{"login": "ro1", "rights": rights}],
    )
    page = browser.of("ro1", "ro1-pw").get(PATH).text
    assert re.search(r"selected>Only<", page)


def test_what_is_chosen_and_not_to_be_had_any_more_is_not_replaced_unsaid(ada: Browser) -> None:
    """Browsers would show, and send, the first of a list in which none is chosen."""
    page = ada.post(PATH, form(ada.desk, QueueID=99999, step="refresh")).text
    queue = page.split('id="field-QueueID"')[1].split("</select>")[0]
    assert '<option value=""></option>' in queue and " selected" not in queue
