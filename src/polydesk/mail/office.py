"""Does for administrators, on their pages, what the command line does for those at the machine."""

from collections.abc import Sequence
from pathlib import Path

from polydesk.desk.desk import Desk
from polydesk.desk.mail_office import Answered, Consent, Fetched, Step
from polydesk.desk.mailroom.registry import Mailroom, mailbox_entry
from polydesk.kernel.errors import DeskError, Invalid, NotFound
from polydesk.kernel.settings import Settings
from polydesk.mail.accept import accept
from polydesk.mail.authorize.code import Request, consent_url, redeem
from polydesk.mail.authorize.grant import Applicant, client_of_mailbox
from polydesk.mail.fetch.fetch_all import account_for, fetch_all
from polydesk.mail.fetch.try_mailbox import failed, try_mailbox
from polydesk.mail.filters.postmaster_rules import ask_rules
from polydesk.mail.parse import parse_mail
from polydesk.mail.passwords import Passwords, of_mailbox
from polydesk.mail.passwords import of_client as client_account
from polydesk.mail.tls import client_context

PATIENCE_SECONDS = 10.0


class Office:
    def __init__(self, desk: Desk, data_folder: Path) -> None:
        self._desk, self._data = desk, data_folder
        self._passwords = Passwords(data_folder)

    def test(self, mailbox_id: int) -> Sequence[Step]:
        with self._desk.look() as look:
            mailbox = mailbox_entry(look.connection, mailbox_id)
        try:
            account = account_for(self._desk, self._data)
        except DeskError as error:
            return [failed("security", error)]
        return try_mailbox(mailbox, account)

    def fetch(self, mailbox_id: int) -> Fetched:
        with self._desk.look() as look:
            found = [one for one in look.config(Mailroom).mailboxes if one.id == mailbox_id]
        if not found:
            raise NotFound("mailbox", id=mailbox_id)
        [report] = fetch_all(self._desk, self._data, names=[found[0].name], patience_seconds=PATIENCE_SECONDS).mailboxes
        return Fetched(report.taken, report.complaint, report.is_busy)

    def has_secret(self, mailbox_name: str, *, of_client: bool = False) -> bool:
        return self._passwords.find(_account(mailbox_name, of_client=of_client)) is not None

    def put_secret(self, mailbox_name: str, secret: str, *, of_client: bool = False) -> None:
        self._passwords.put(_account(mailbox_name, of_client=of_client), secret)

    def forget_secrets(self, mailbox_name: str) -> None:
        for is_client in (False, True):
            self._passwords.forget(_account(mailbox_name, of_client=is_client))

    def ask_consent(self, mailbox_id: int, redirect_uri: str) -> Consent:
        with self._desk.look() as look:
            client = client_of_mailbox(mailbox_entry(look.connection, mailbox_id))
        request = Request(redirect_uri)
        return Consent(consent_url(client, request), redirect_uri, request.state, request.verifier)

    def take_consent(self, mailbox_id: int, consent: Consent, address: str) -> None:
        with self._desk.look() as look:
            mailbox, context = mailbox_entry(look.connection, mailbox_id), client_context(look.config(Settings))
        applicant = Applicant(client_of_mailbox(mailbox), of_mailbox(mailbox.name), self._passwords, context)
        redeem(applicant, Request(consent.redirect_uri, consent.state, consent.verifier), address)

    def ask_rules(self, raw: bytes) -> Sequence[Answered]:
        with self._desk.look() as look:
            rules = look.config(Mailroom).rules
        try:
            mail = parse_mail(raw, as_original=False)
        except Exception as error:  # as when it comes in, whatever a mail does to us
            raise Invalid("mail.not_understood") from error
        return ask_rules(rules, mail)

    def retry(self, message_id: int) -> str:
        outcome = accept(self._desk, message_id, again=True)
        return outcome.state


def _account(mailbox_name: str, *, of_client: bool) -> str:
    account = of_mailbox(mailbox_name)
    return client_account(account) if of_client else account
