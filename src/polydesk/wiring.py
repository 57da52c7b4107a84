"""Everything is joined here: what happens when, and what a desk is made of."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from polydesk.api.gotrs.article_shape import article_shape
from polydesk.api.gotrs.ticket_shape import ticket_shape
from polydesk.desk import tables  # noqa: F401  the models must be known before the first session
from polydesk.desk.access.repeated import expire_repeated_requests
from polydesk.desk.access.signing import SigningKey, load_signing_key
from polydesk.desk.audit.chain import ChainKey, load_chain_key
from polydesk.desk.audit.expire import expire_audit
from polydesk.desk.configuration.stock import install_stock, is_stocked
from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields, load_fields
from polydesk.desk.forms.acl_registry import Acls, load_acls
from polydesk.desk.forms.screens import Screens, load_screens
from polydesk.desk.intake.registry import Intake, load_intake
from polydesk.desk.mailroom.merged import move_messages
from polydesk.desk.mailroom.registry import Mailroom, load_mailroom
from polydesk.desk.notifications.agents import note_was_added, owner_was_set, responsible_was_set
from polydesk.desk.notifications.by_event import notify_of
from polydesk.desk.notifications.registry import Notifications, load_notifications
from polydesk.desk.notifications.sum_up_held import sum_up_held
from polydesk.desk.notifications.views import expire_views
from polydesk.desk.people.companies import Companies, load_companies
from polydesk.desk.people.directory import Directory, load_directory
from polydesk.desk.people.expire_sessions import expire_sessions
from polydesk.desk.people.reset_tokens import expire_reset_tokens
from polydesk.desk.processes.engine import check_transitions
from polydesk.desk.processes.registry import Processes, load_processes
from polydesk.desk.queues.catalogue import Catalogue, load_catalogue
from polydesk.desk.search.index import index_attachments, index_new_article, index_new_title, index_renamed
from polydesk.desk.search.index_merged import index_merged
from polydesk.desk.sending.expire_mail import expire_mail
from polydesk.desk.sending.merged import move_mail
from polydesk.desk.sending.registry import Mailing, load_mailing
from polydesk.desk.services.expire_log import expire_log
from polydesk.desk.services.registry import WebServices, load_web_services
from polydesk.desk.statistics.notices import expire_notices, tell_mentioned, tell_of_answer, tell_owner
from polydesk.desk.tickets.audit_changes import audit_change
from polydesk.desk.tickets.events import (
    ArticleAdded,
    AttachmentsAdded,
    OwnerSet,
    Renamed,
    ResponsibleSet,
    TicketEvent,
    TicketOpened,
)
from polydesk.desk.tickets.history import write_history
from polydesk.desk.tickets.pending import close_pending_tickets
from polydesk.desk.tickets.side_events import TicketMerged
from polydesk.desk.uploads.expire_uploads import expire_uploads
from polydesk.desk.webhooks.announce import Announcer
from polydesk.desk.webhooks.expire_deliveries import expire_deliveries
from polydesk.desk.webhooks.payload import Shapes
from polydesk.desk.webhooks.registry import Webhooks, load_webhooks
from polydesk.desk.writing.hold import is_anything_due
from polydesk.desk.writing.merged import move_held
from polydesk.desk.writing.send_due import send_due
from polydesk.hooks.post import HttpPoster
from polydesk.kernel.db import Database
from polydesk.kernel.events import Recorders
from polydesk.kernel.files import FileStore
from polydesk.kernel.logs import configure_log
from polydesk.kernel.migrate import upgrade
from polydesk.kernel.periodic import Periodic
from polydesk.kernel.relay import Listener
from polydesk.kernel.settings import Settings, load_settings
from polydesk.ldap.server import LdapServer
from polydesk.ldap.sync import sync_when_due
from polydesk.mail.accept import accept_left_behind
from polydesk.mail.office import Office
from polydesk.oidc.server import OidcServer

if TYPE_CHECKING:
    from polydesk.mail.domains import Domains

WEBHOOKS = Announcer(Shapes(ticket_shape, article_shape))

RECORDERS = Recorders(
    {
        TicketEvent: (write_history, audit_change, notify_of, WEBHOOKS.announce, check_transitions),
        TicketOpened: (index_new_title,),
        Renamed: (index_renamed,),
        ArticleAdded: (index_new_article, note_was_added, tell_of_answer, tell_mentioned),
        AttachmentsAdded: (index_attachments,),
        TicketMerged: (index_merged, move_messages, move_mail, move_held),
        OwnerSet: (owner_was_set, tell_owner),
        ResponsibleSet: (responsible_was_set,),
    }
)

CONFIGURATION = {
    Settings: load_settings,
    Directory: load_directory,
    Companies: load_companies,
    Catalogue: load_catalogue,
    Fields: load_fields,
    Screens: load_screens,
    Acls: load_acls,
    WebServices: load_web_services,
    Intake: load_intake,
    Mailroom: load_mailroom,
    Mailing: load_mailing,
    Notifications: load_notifications,
    Processes: load_processes,
    SigningKey: load_signing_key,
    ChainKey: load_chain_key,
    Webhooks: load_webhooks,
}

PERIODIC: tuple[Periodic[Desk], ...] = (
    Periodic("close pending tickets", 60, close_pending_tickets),
    Periodic("expire sessions", 3600, expire_sessions),
    Periodic("expire repeated requests", 3600, expire_repeated_requests),
    Periodic("expire debugger log", 3600, expire_log),
    Periodic("expire outgoing mail", 3600, expire_mail),
    Periodic("expire notices", 86400, expire_notices),
    Periodic("expire uploads", 3600, expire_uploads),
    Periodic("expire notification views", 86400, expire_views),
    Periodic("expire reset tokens", 3600, expire_reset_tokens),
    Periodic("expire webhook deliveries", 3600, expire_deliveries),
    Periodic("expire audit trail", 86400, expire_audit),
    Periodic("sum up held notifications", 300, sum_up_held),
    Periodic("take in mail left behind", 60, accept_left_behind),
    Periodic("send what was held back", 1, send_due, is_needed=is_anything_due),
    Periodic("take people over from the directory", 60, sync_when_due, waits_for_the_world=True),
)

FILE = "polydesk.sqlite3"

LISTENERS: Mapping[str, Listener[Desk]] = {}
"""Who is called after a change, by the name in the outbox row. Mail has a queue of its own, see decision 0036."""


@cache
def _domains() -> "Domains":
    """Loaded when it is first asked: most desks ask the DNS nothing."""
    from polydesk.mail.domains import Domains

    return Domains()


def _domain_exists(domain: str) -> bool | None:
    return _domains().exists(domain)


def open_desk(data: Path, database_url: str | None = None, *, pool_size: int = 8) -> Desk:
    """The desk whose files are in this folder, in the SQLite database there or in the one of the URL.

    A database that is empty or of an older version is brought up to date first.
    """
    configure_log()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if database_url is None:
        (data / FILE).touch(mode=0o600)  # SQLite gives its journals the mode of the database
    database = Database(database_url or f"sqlite:///{data / FILE}", pool_size=pool_size)
    upgrade(database)
    desk = Desk(
        database,
        FileStore(data / "files"),
        recorders=RECORDERS,
        configuration=CONFIGURATION,
        domain_exists=_domain_exists,
        people_server=LdapServer(),
        webhook_poster=HttpPoster(),
        identity_provider=OidcServer(),
        mail_office=lambda desk: Office(desk, data),
    )
    if not is_stocked(desk.database):
        with desk.work() as work:
            install_stock(work)
    return desk
