"""The Python client's calls, against a running desk."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from polydesk_client import (
    AsyncPolydesk,
    ChangedMeanwhileError,
    ConflictError,
    ForbiddenError,
    InvalidRequestError,
    NotFoundError,
    Polydesk,
    Progress,
    Tokens,
    UnauthorizedError,
)

from tests.conformance.running import RunningServer

SALES, SUPPORT, ADA = 5, 7, 2


@pytest.fixture
def ada(server: RunningServer) -> Iterator[Polydesk]:
    with Polydesk(server.url, username="agent1", password="agent1-pw") as client:
        yield client


@pytest.fixture
def root(server: RunningServer) -> Iterator[Polydesk]:
    with Polydesk(server.url, username="root@localhost", password="root-pw-1") as client:
        yield client


def test_a_tickets_life(ada: Polydesk) -> None:
    made = ada.tickets.create("Printer", SALES, body="It smokes", customer_user_id="c1")
    assert (made.title, made.queue_name, made.state_name) == ("Printer", "Sales", "new")
    assert ada.tickets.get(made.tn).id == made.id
    assert ada.tickets.assign(made.id, ADA, comment="Mine").owner_id == ADA
    assert ada.tickets.set_priority(made.id, 5, comment="Fire").priority_id == 5
    assert ada.tickets.move(made.id, SUPPORT).queue_name == "Support"
    assert ada.tickets.close(made.id, resolution="resolved", comment="Out").state_id == 2
    assert ada.tickets.reopen(made.id, reason="In again").state_id == 4
    with pytest.raises(InvalidRequestError):
        ada.tickets.reopen(made.id)
    ada.tickets.delete(made.id)
    assert ada.tickets.get(made.id).archive_flag == 1


def test_a_stale_change_is_refused(ada: Polydesk) -> None:
    made = ada.tickets.create("Stale", SALES)
    read = ada.tickets.get(made.id)
    assert ada.tickets.update(made.id, etag=read.etag, title="Fresh").title == "Fresh"
    with pytest.raises(ChangedMeanwhileError):
        ada.tickets.update(made.id, etag=read.etag, title="Late")
    with pytest.raises(ChangedMeanwhileError):
        ada.tickets.delete(made.id, etag=read.etag)
    assert ada.tickets.get(made.id).title == "Fresh"


def test_articles(ada: Polydesk) -> None:
    ticket = ada.tickets.create("Articles", SALES, body="First").id
    note = ada.articles.add(ticket, "Second", subject="A note", time_unit=5)
    seen = ada.articles.add(ticket, "Third", is_visible_for_customer=True)
    assert (note.is_visible_for_customer, seen.is_visible_for_customer) == (False, True)
    assert ada.articles.get(ticket, note.id).subject == "A note"
    assert [one.body for one in ada.articles.iterate(ticket)] == ["First", "Second", "Third"]
    assert ada.articles.page(ticket, per_page=2, attachments=True).pagination.total == 3


def test_lists_iterate_over_all_pages(ada: Polydesk) -> None:
    made = [ada.tickets.create(f"Paging {number}", SALES).id for number in range(5)]
    found = list(ada.tickets.iterate(search="Paging", per_page=2, sort="created", order="asc"))
    assert [one.id for one in found] == made
    assert [one.id for one in ada.queues.tickets(SALES, search="Paging", per_page=2)] == made[::-1]


def test_bulk_actions_tell_what_became_of_each(ada: Polydesk) -> None:
    ids = [ada.tickets.create(f"Bulk {number}", SALES).id for number in range(3)]
    seen: list[int] = []

    def progress(now: Progress) -> None:
        seen.append(now.done)

    closed = ada.bulk.close([*ids, 99999999], at_once=2, progress=progress)
    assert (closed.succeeded, list(closed.failed), seen) == (ids, [99999999], [2, 4])
    assert ada.bulk.assign(ids, ADA, comment="all mine").succeeded == ids
    assert ada.bulk.set_priority(ids, 1).succeeded == ids
    assert ada.bulk.move(ids, SUPPORT).succeeded == ids
    with pytest.raises(InvalidRequestError):
        ada.bulk.move(ids, 99999)


def test_queues(ada: Polydesk, root: Polydesk) -> None:
    assert "Sales" in [queue.name for queue in ada.queues.iterate()]
    made = root.queues.create("Clients", comment="of the client")
    assert root.queues.get(made.id).comment == "of the client"
    assert root.queues.stats(made.id).total_tickets == 0
    with pytest.raises(ConflictError):
        root.queues.create("Clients")
    with pytest.raises(ForbiddenError):
        ada.queues.create("Mine")


def test_search(ada: Polydesk) -> None:
    made = ada.tickets.create("Quagga sighted", SALES, body="Near the fence")
    assert [one.id for one in ada.search.tickets("Quagga")] == [made.id]
    assert made.id in [one.id for one in ada.search.everything("Quagga").tickets]
    assert ada.search.suggestions("Quagga") == ["Quagga sighted"]
    saved = ada.search.save("Quaggas", "Quagga", filters={"queue_id": SALES})
    assert saved.id in [one.id for one in ada.search.saved()]


def test_the_own_account_and_dashboard(ada: Polydesk) -> None:
    assert ada.me.get().login == "agent1"
    assert ada.me.update(first_name="Ada").first_name == "Ada"
    assert ada.me.set_preferences({"language": "de"})["language"] == "de"
    assert ada.me.preferences()["language"] == "de"
    ada.tickets.create("On the dashboard", SALES)
    assert ada.dashboard.stats().total_tickets >= 1
    assert ada.dashboard.activity(limit=1)
    assert [one.title for one in ada.dashboard.my_tickets(limit=50)].count("On the dashboard") == 1


def test_notifications(ada: Polydesk, root: Polydesk) -> None:
    ticket = root.tickets.create("For Ada", SALES)
    root.tickets.assign(ticket.id, ADA)
    before = ada.dashboard.notifications()
    mine = next(one for one in before.notifications if ticket.tn in one.message)
    assert not mine.read
    ada.dashboard.mark_read(mine.id)
    assert ada.dashboard.notifications().unread_count == before.unread_count - 1


def test_a_password_is_changed_and_this_sign_in_stays(server: RunningServer) -> None:
    with Polydesk(server.url, username="max.muster", password="max-pw-1") as client:
        with pytest.raises(UnauthorizedError):
            client.me.change_password("wrong", "max-password-2")
        client.me.change_password("max-pw-1", "max-password-2")
        assert client.me.get().login == "max.muster"


def test_admins(root: Polydesk, ada: Polydesk) -> None:
    made = root.admin.users.create(
        "pia.python", "pia-pw-123", email="pia@desk.example", first_name="Pia", last_name="P"
    )
    assert root.admin.users.update(made.id, last_name="Python").last_name == "Python"
    assert [one.id for one in root.admin.users.iterate(search="pia.python")] == [made.id]
    root.admin.users.delete(made.id)
    assert root.admin.users.get(made.id).active is False
    with pytest.raises(NotFoundError):
        root.admin.users.get(99999999)
    entries = root.admin.audit_page(per_page=5, user_id=1).items
    assert entries and all(entry.user_id == 1 for entry in entries)
    assert root.admin.config().timezone
    assert root.admin.ldap.config().configured is False
    assert root.admin.ldap.sync_status().configured is False
    with pytest.raises(ForbiddenError):
        ada.admin.users.page()


def test_api_tokens(server: RunningServer, ada: Polydesk) -> None:
    made = ada.api_tokens.create("program", scopes=["tickets:read"], expires_in="1y")
    with Polydesk(server.url, token=made.token) as program:
        assert program.tickets.page(per_page=1).pagination.per_page == 1
        with pytest.raises(ForbiddenError):
            program.tickets.create("No", SALES)
        ada.api_tokens.revoke(made.id)
        with pytest.raises(UnauthorizedError):
            program.tickets.page()
    assert made.id not in [one.id for one in ada.api_tokens.all() if one.is_active]


def test_tokens_renew_and_end(server: RunningServer, ada: Polydesk) -> None:
    ada.me.get()
    first = ada.tokens
    assert first is not None
    stale = Tokens(first.access[:-3] + "abc", first.refresh)
    with Polydesk(server.url, tokens=stale) as other:
        assert other.me.get().login == "agent1"
        assert other.tokens is not None and other.tokens.refresh != first.refresh
        other.sign_out()
    assert ada.health()["status"] == "healthy"


def test_the_asynchronous_client_does_many_things_at_once(server: RunningServer) -> None:
    async def run() -> list[Any]:
        async with AsyncPolydesk(server.url, username="agent1", password="agent1-pw") as client:
            made = await asyncio.gather(*(client.tickets.create(f"At once {n}", SALES) for n in range(6)))
            assert len({ticket.tn for ticket in made}) == 6
            return [ticket.title async for ticket in client.tickets.iterate(search="At once", per_page=4)]

    assert len(asyncio.run(run())) == 6


def test_webhooks(root: Polydesk) -> None:
    made = root.webhooks.create("Warehouse", "https://93.184.216.34/hook", ["ticket.created"], timeout=5)
    assert made.secret.startswith("whsec_") and made.secret not in repr(made)
    assert root.webhooks.update(made.id, events=["article.*"], is_active=False).events == ["article.*"]
    assert [one.id for one in root.webhooks.iterate()] == [one.id for one in root.webhooks.page().items] == [made.id]
    rotated = root.webhooks.rotate_secret(made.id)
    assert (rotated.secret != made.secret, rotated.secret in repr(rotated)) == (True, False)
    assert root.webhooks.get(made.id).old_secret_expires_at == rotated.old_secret_expires_at
    assert "ticket.closed" in root.webhooks.event_names()
    assert list(root.webhooks.deliveries(made.id, state="failed")) == []
    assert root.webhooks.replay_failed(made.id, since="2026-01-01T00:00:00Z") == 0
    with pytest.raises(NotFoundError):
        root.webhooks.delivery(made.id, 4711)
    root.webhooks.delete(made.id)
    with pytest.raises(NotFoundError):
        root.webhooks.get(made.id)
