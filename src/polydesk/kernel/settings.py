"""The settings registry. Names are OTRS' where OTRS has the setting; values live in the database."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, Column, Connection, String, Table, select

from polydesk.kernel.db import Base
from polydesk.kernel.errors import Invalid, NotFound

setting = Table(
    "setting",
    Base.metadata,
    Column("name", String(200), primary_key=True),
    Column("value", JSON, nullable=False),
)


LARGEST = 2**31
_WHOLE = re.compile(r"[0-9]{1,10}")
_SYSTEM_ID = re.compile(r"[0-9]{1,8}")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _is_system_id(value: str) -> bool:
    return bool(_SYSTEM_ID.fullmatch(value))


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: Any
    help: str
    choices: tuple[str, ...] = ()
    check: Callable[[str], bool] | None = None
    largest: int = LARGEST

    @property
    def kind(self) -> str:
        return {bool: "yes or no", int: "number", str: "text", list: "list of texts"}[type(self.default)]

    def checked(self, value: Any) -> Any:
        """The value in the setting's own type; raises Invalid when it has none."""
        if isinstance(self.default, bool):
            value = _as_bool(self.name, value)
        elif isinstance(self.default, int) and isinstance(value, str) and _WHOLE.fullmatch(value):
            value = int(value)
        if type(value) is not type(self.default) or not self._is_allowed(value):
            raise Invalid("setting_value", name=self.name, value=value)
        return value

    def _is_allowed(self, value: Any) -> bool:
        if isinstance(value, list):
            return all(isinstance(one, str) for one in value)
        if isinstance(value, int):
            return 0 <= value <= self.largest
        return (not self.choices or value in self.choices) and (self.check is None or self.check(value))


def _as_bool(name: str, value: Any) -> bool:
    known = {"1": True, "0": False, "true": True, "false": False, "": False}
    if str(value).lower() not in known:
        raise Invalid("setting_value", name=name, value=value)
    return known[str(value).lower()]


_ALL = (
    Setting(
        "SystemID",
        "10",
        "Digits in every ticket number, so that two desks never give out the same one.",
        check=_is_system_id,
    ),
    Setting("FQDN", "localhost", "The host name of this desk in links and Message-IDs."),
    Setting(
        "OTOBOTimeZone",
        "UTC",
        "The zone in which times are shown and read by the Generic Interface.",
        check=_is_zone,
    ),
    Setting(
        "Ticket::NumberGenerator",
        "DateChecksum",
        "How ticket numbers are made.",
        ("DateChecksum", "Date", "AutoIncrement", "Random"),
    ),
    Setting(
        "Ticket::NumberGenerator::MinCounterSize",
        5,
        "Digits of the counter in AutoIncrement numbers.",
        largest=30,
    ),
    Setting("Ticket::NumberGenerator::Date::UseFormattedCounter", False, "Fill up the counter of Date numbers."),
    Setting("Ticket::Hook", "Ticket#", "What stands before the ticket number in mail subjects."),
    Setting("Ticket::Type", False, "Creating a ticket needs a type."),
    Setting("Ticket::Type::Default", "Unclassified", "The type of a ticket made without one."),
    Setting("Ticket::Service", True, "Tickets have services and SLAs."),
    Setting("Ticket::Responsible", True, "Tickets have a responsible agent beside the owner."),
    Setting("Ticket::ResponsibleAutoSet", True, "The first owner becomes the responsible agent."),
    Setting("Ticket::OwnerResetOnUnlock", True, "Unlocking a ticket gives it back to nobody (the agent with id 1)."),
    Setting("Ticket::ForceUnlockAfterMove", True, "Moving a ticket to another queue unlocks it."),
    Setting("Ticket::ArchiveSystem", True, "Searches leave out archived tickets unless asked for them."),
    Setting("Ticket::Watcher", True, "Agents can watch tickets; a watcher may read the ticket."),
    Setting("Ticket::Frontend::AccountTime", True, "Articles can carry accounted time."),
    Setting("Ticket::Frontend::NeedAccountedTime", False, "Articles must carry accounted time."),
    Setting("Ticket::Frontend::CustomerDisableCompanyTicketAccess", False, "Customers see only their own tickets."),
    Setting(
        "Ticket::Frontend::CustomerTicketZoom::StateType",
        ["open", "closed"],
        "State types a customer may set on a ticket.",
    ),
    Setting("Ticket::EscalationSuspendStates", [], "States (by name) in which all escalation clocks stand still."),
    Setting("CheckEmailAddresses", True, "Addresses sent by clients must look like addresses."),
    Setting("SessionMaxIdleTime", 7200, "Seconds after which a session ends, counted from its creation."),
    Setting("SessionMaxTime", 57600, "Seconds after which a session ends at the latest."),
    Setting("SessionCheckRemoteIP", True, "A session works only from the address it was made from."),
    Setting(
        "SignIn::MostFailures", 50, "Failed sign-ins in a row, per login and address, that close it for 5 minutes."
    ),
    Setting("GenericInterface::DebuggerLogDays", 14, "Days after which entries of the debugger log are deleted."),
    Setting("Jobs::Storage", "sqlite", "Where jobs wait: sqlite, postgres or redis.", ("sqlite", "postgres", "redis")),
    Setting("Jobs::RedisURL", "redis://127.0.0.1:6379/0", "The Valkey or Redis server for jobs."),
    Setting("Mail::CAFile", "", "A file of certificate authorities for mail servers, beside those of the system."),
    Setting("PostMasterMaxEmailSize", 65536, "KB of the largest mail that is fetched; larger ones stay at the source."),
    Setting("Mail::Listen::Protocol", "off", "What the mail listener speaks.", ("off", "smtp", "lmtp")),
    Setting("Mail::Listen::Host", "127.0.0.1", "The address the mail listener listens on."),
    Setting("Mail::Listen::Port", 2525, "The port the mail listener listens on.", largest=65535),
    Setting(
        "Mail::Listen::TLS",
        "off",
        "TLS of the mail listener: STARTTLS offered or required, or TLS from the first byte (implicit).",
        ("off", "offered", "required", "implicit"),
    ),
    Setting("Mail::Listen::CertificateFile", "", "Its certificate and those between it and the authority (PEM)."),
    Setting("Mail::Listen::KeyFile", "", "The certificate's key, without a password; empty: in the same file."),
    Setting("Mail::Listen::Recipients", [], "Addresses and @domains the mail listener takes mail for; empty: for all."),
    Setting("PostmasterDefaultQueue", "Raw", "The queue of tickets from outside when nothing else decides it."),
    Setting("PostmasterDefaultPriority", "3 normal", "The priority of tickets from outside that name none."),
    Setting("PostmasterDefaultState", "new", "The state of tickets from outside, unless they get a ticket status."),
    Setting("osTicket::default_status_id", 0, "The ticket status of tickets from outside (0: none)."),
    Setting(
        "osTicket::default_sla_id", 0, "The SLA of tickets from outside whose topic and queue have none (0: none)."
    ),
    Setting("osTicket::default_help_topic", 0, "The help topic of tickets from outside that name none (0: none)."),
    Setting("osTicket::max_open_tickets", 0, "Open tickets a customer user may have through intake (0: any number)."),
    Setting(
        "osTicket::ticket_number_format",
        "",
        "How numbers of tickets from outside look: # stands for a digit unless after a backslash. Empty: as others.",
    ),
    Setting("osTicket::max_file_size", 1048576, "The largest attachment of an API request, in bytes."),
    Setting("osTicket::trusted_proxies", [], "Addresses or networks whose X-Forwarded-For tells a client's address."),
    Setting("osTicket::ticket_sequence_id", 0, "The number sequence of tickets from outside (0: random digits)."),
    Setting("osTicket::accept_unregistered_email", True, "Mail of people the desk does not know becomes tickets."),
    Setting("osTicket::verify_email_addrs", False, "Mail domains of people the desk does not know must be in the DNS."),
    Setting(
        "SendmailModule",
        "DoNotSendEmail",
        "How mail goes out; SMTPS is TLS from the start, SMTPTLS is STARTTLS.",
        ("DoNotSendEmail", "SMTP", "SMTPS", "SMTPTLS", "Sendmail"),
    ),
    Setting("SendmailModule::Host", "localhost", "The SMTP server that takes our mail."),
    Setting("SendmailModule::Port", 0, "Its port; 0: the usual one (25, 465 or 587).", largest=65535),
    Setting("SendmailModule::AuthUser", "", "The name to sign in with at the SMTP server; empty: do not sign in."),
    Setting(
        "SendmailModule::AuthenticationType",
        "password",
        "How to sign in: with the password or the token in the data folder.",
        ("password", "oauth2"),
    ),
    Setting("SendmailModule::OAuth2Provider", "", "Who gives out the tokens.", ("", "microsoft", "google")),
    Setting("SendmailModule::OAuth2ClientID", "", "The application's id there."),
    Setting("SendmailModule::OAuth2Tenant", "", "The directory of a Microsoft 365 account."),
    Setting("SendmailModule::OAuth2TokenURL", "", "Where tokens come from; empty: the provider's own place."),
    Setting("MailQueue::ItemMaxAttempts", 20, "How often a mail is tried before it is given up."),
    Setting(
        "MailQueue::KeepDays", 90, "Days after which mail that was sent, refused or held is forgotten.", largest=36500
    ),
    Setting("NotificationSenderName", "Help desk", "The name notifications come from."),
    Setting("NotificationSenderEmail", "", "The address notifications come from; empty: notifications at the FQDN."),
    Setting("SendmailNotificationEnvelopeFrom", "", "The envelope sender of automatic mail; empty: nobody answers it."),
    Setting("AdminEmail", "root@localhost", "The address of whoever looks after this desk."),
    Setting("Organization", "", "The name of whose desk this is, in texts of mail."),
    Setting("Ticket::SubjectFormat", "Left", "Where mail subjects name the ticket.", ("Left", "Right", "None")),
    Setting("PostmasterMaxEmails", 40, "Automatic mails a day to one address outside."),
    Setting("PostmasterMaxEmailsPerTicket", 5, "Automatic mails a day to one address outside about one ticket."),
    Setting(
        "Notification::MaxEmailsPerHour",
        100,
        "Notifications an hour to one agent or other address inside; more are held and summed up. 0: no limit.",
    ),
    Setting(
        "AutoResponse::QuotesSender", False, "Automatic mail may repeat what the sender wrote, as osTicket's does."
    ),
    Setting("Mail::FrameReplies", False, "Replies go out between their queue's salutation and signature."),
    Setting("GenericInterface::SendEmailArticles", True, "Articles of agents in the channel Email go out as mail."),
    Setting("PostmasterFollowUpState", "open", "The state of a ticket whose customer has answered by mail."),
    Setting("PostmasterFollowUpStateClosed", "", "The same for closed tickets; empty: PostmasterFollowUpState."),
    Setting("Postmaster::SpamHeaders", ["X-Spam-Flag: YES"], "Headers by which a spam filter before us marks mail."),
    Setting("Postmaster::SpamQueue", "Junk", "The queue of mail marked as spam."),
    Setting(
        "Postmaster::AuthservIDs",
        [],
        "Names of our own mail servers whose Authentication-Results are believed; an agent they prove may add notes.",
    ),
    Setting("osTicket::add_email_collabs", False, "Whoever else a new mail was sent to takes part in its ticket."),
    Setting("osTicket::use_email_priority", False, "Mail may ask for a priority by headers such as X-Priority."),
    Setting("osTicket::strip_quoted_reply", True, "Replies are cut at the reply separator."),
    Setting("osTicket::reply_separator", "-- reply above this line --", "The line above which replies are written."),
    Setting("osTicket::default_email_id", 0, "The system address of mail to none of ours (0: none)."),
    Setting("GOTRS::AccessTokenLifetime", 900, "Seconds for which an access token of `/api/v1` is good."),
    Setting("GOTRS::RefreshTokenLifetime", 604800, "Seconds for which a refresh token is good, from its last use on."),
    Setting("GOTRS::RequestsPerMinute", 100, "Requests to `/api/v1` per minute and sign-in or token (0: no limit)."),
    Setting("GOTRS::CustomerTicketsPerHour", 10, "Tickets per hour and customer made over `/api/v1` (0: no limit)."),
    Setting("GOTRS::PasswordResetsPerHour", 3, "Password changes per hour and person over `/api/v1` (0: no limit)."),
    Setting(
        "GOTRS::CustomersChangeTheirAddress",
        False,
        "Customers may change their own e-mail address over `/api/v1`, and so whose mail becomes their tickets.",
    ),
    Setting(
        "GOTRS::RateLimitStorage",
        "memory://",
        "Where requests are counted: `memory://` in each worker for itself, or the URL of a Redis or Valkey for all.",
    ),
    Setting(
        "Metrics::Networks",
        ["127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
        "Addresses or networks that see the numbers of `/metrics`; others see that the server is up.",
    ),
    Setting("LDAP::AllowLoopback", False, "The LDAP directory may be on this machine."),
    Setting("LDAP::CAFile", "", "Further certificate authorities for the LDAP directory (PEM)."),
)

SETTINGS: dict[str, Setting] = {one.name: one for one in _ALL}


def registered(name: str) -> Setting:
    if name not in SETTINGS:
        raise NotFound("setting", name=name)
    return SETTINGS[name]


class Settings:
    """All settings as of one transaction: the stored values over the defaults."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self._values = {name: stored.get(name, one.default) for name, one in SETTINGS.items()}

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which the desk shows and reads times."""
        return ZoneInfo(self["OTOBOTimeZone"])


def load_settings(connection: Connection) -> Settings:
    return Settings({row.name: row.value for row in connection.execute(select(setting))})
