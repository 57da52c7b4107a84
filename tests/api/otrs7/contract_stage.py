"""A desk on which every documented answer of OTRS 7's API can be had, and the rows a request needs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import update

from polydesk.api.otrs7.tokens import Claims, sign
from polydesk.desk.access.customer_sessions import open_customer_session
from polydesk.desk.access.signing import key_for_signing
from polydesk.desk.desk import Desk
from polydesk.desk.people.models import AccessToken
from polydesk.desk.people.reset_tokens import make_reset_token
from polydesk.desk.people.sessions import token_hash
from polydesk.desk.tickets.attach import NewFile
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.settings import Settings
from tests.api.otrs7.client import ADDRESS, Client
from tests.api.otrs7.portal import FORM_DATA, file_body
from tests.api.otrs7.tickets import ANSWER, NOTE, asked, file_ids, written
from tests.desk.processes.purchase import PROCESS, build_purchase, circle, imported, started
from tests.world.cast import ADA, CORA
from tests.world.tickets import configured, ticket_row

THEO = CustomerActor("theo", ("example.com",))
"""Of no company that is known, as the one of the published example."""
DELIVERY = "Process-delivery"
LARGEST_FORM = 2000
SETTINGS = {
    "CustomerSessionPerUserLimit": 0,
    "CustomerSessionLimit": 0,
    "SignIn::MostFailures": 0,
    "WebMaxFileUpload": LARGEST_FORM,
    "WebApp::API::Customer::Account::Register": True,
}
SCREENS = {
    "ExternalFrontend::TicketCreate": {"QueueDefault": "Sales", "DynamicField": {"Product": 1}},
    "ExternalFrontend::TicketDetailView": {"DynamicField": {"Product": 1}, "FollowUpDynamicField": {"Product": 1}},
    "ExternalFrontend::TicketOverview": {"Owner": 1, "DynamicField": {"Checkbox": 1, "DFCheckbox": 1}},
    "ExternalFrontend::TicketOverview::StatusMap": {"open": "something open"},
}
CHECKBOX = {"kind": "Checkbox", "object": "Ticket", "position": 90, "config": {"DefaultValue": 0}}
NOTIFICATION = {
    "name": "Answered",
    "events": ["ArticleAdded"],
    "recipients": ["customer"],
    "subject": "Answer",
    "text": "Somebody wrote.",
}
WISH = {"Title": "A website", "DynamicField_Product": "web", "Subject": "Wish", "Body": "Please."}


def build_stage(desk: Desk) -> None:
    build_purchase(desk)
    imported(desk, _delivery())
    configured(
        desk,
        settings=SETTINGS,
        screens=SCREENS,
        dynamic_fields=[{"name": name, "label": name, **CHECKBOX} for name in ("Checkbox", "DFCheckbox")],
        notifications=[NOTIFICATION],
        queues=[{"name": "Rejecting", "group": "sales", "follow_up": "reject"}],
        customer_users=[
            _customer("theo", "example.com"),
            _customer("twin1", "acme", email="twin@acme.example"),
            _customer("twin2", "acme", email="twin@acme.example"),
        ],
    )


def _customer(login: str, company: str, email: str = "") -> dict[str, str]:
    names = {"first_name": login.title(), "last_name": "Test", "password": f"{login}-pw"}
    return {"login": login, "email": email or f"{login}@example.com", "customer_id": company, **names}


def _delivery() -> dict[str, Any]:
    """A process that opens another ticket once its own is called so."""
    document = circle("delivery", Module="TicketCreate", Config={"Title": "Delivery", "CustomerUser": "c1"})
    for transition in document["Transitions"].values():
        transition["Condition"] = {"1": {"Fields": {"Title": {"Type": "String", "Match": "Deliver"}}}}
    return document


@dataclass
class Stage:
    """Cora's rows, each made when a request first needs it."""

    desk: Desk

    @cached_property
    def TicketID(self) -> int:  # noqa: N802  as the paths spell it
        return asked(self.desk)

    @cached_property
    def TicketNumber(self) -> str:  # noqa: N802
        return str(ticket_row(self.desk, self.TicketID).number)

    @cached_property
    def ArticleID(self) -> int:  # noqa: N802
        return written(self.desk, self.TicketID, ANSWER, files=(NewFile(filename="log.txt", content=b"all well"),))

    @cached_property
    def internal_article(self) -> int:
        return written(self.desk, self.TicketID, NOTE, files=(NewFile(filename="log.txt", content=b"all bad"),))

    @cached_property
    def AttachmentID(self) -> int:  # noqa: N802
        return file_ids(self.desk, self.ArticleID)[0]

    Download, Category, ProcessEntityID, FormID = "1", "Security", PROCESS, "mine"

    @cached_property
    def step_ticket(self) -> int:
        """In the process, where it waits for topics."""
        return started(self.desk, WISH).ticket_id

    @cached_property
    def waiting_ticket(self) -> int:
        return started(self.desk, {"Title": "Wait"}, process_id=DELIVERY).ticket_id

    @cached_property
    def closed_ticket(self) -> int:
        """In a queue whose tickets stay closed."""
        return asked(self.desk, queue="Rejecting", state="closed successful")

    @cached_property
    def content_id(self) -> str:
        """Of a file Cora has sent for the form."""
        reply = self.client.send(
            "POST", "/api/customer/upload/mine", headers=FORM_DATA, body=file_body("a.txt", b"abc")
        )
        return str(reply.json["url"]).partition("?ContentID=")[2]

    @cached_property
    def reset_token(self) -> str:
        with self.desk.work() as work:
            return make_reset_token(work, "c2")

    @property
    def client(self) -> Client:
        return Client(self.desk).of(CORA)

    @cached_property
    def agents_token(self) -> str:
        """Well signed, and of a session that is live, but of somebody who is no customer."""
        with self.desk.work() as work:
            handle = open_customer_session(work, CORA, remote_address=ADDRESS, client="", is_interactive=True)
            row = update(AccessToken).where(AccessToken.token_hash == token_hash(handle))
            work.connection.execute(row.values(subject_kind="agent", subject=ADA.login))
            key, claims = key_for_signing(work), Claims(ADA.login, handle)
            return sign(key, claims, now=work.now, lifetime_seconds=3600, address=ADDRESS)

    @contextmanager
    def with_settings(self, settings: Mapping[str, Any]) -> Iterator[None]:
        """Others use this desk as well: what was set before is set again."""
        with self.desk.look() as look:
            before = {name: look.config(Settings)[name] for name in settings}
        if settings:
            configured(self.desk, settings=settings)
        try:
            yield
        finally:
            if settings:
                configured(self.desk, settings=before)
