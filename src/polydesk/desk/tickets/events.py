"""What happens to tickets. Each event knows its entry in the history, in OTRS' own words and formats."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.events import Event
from polydesk.kernel.lookup import Named


@dataclass(frozen=True, slots=True)
class TicketEvent(Event):
    """Base: something happened to this ticket, which looks now as it did right after."""

    ticket: Ticket
    history_type: ClassVar[str] = "Misc"

    @property
    def history_text(self) -> str:
        raise NotImplementedError

    @property
    def about_article(self) -> int | None:
        return None


def parts(*parts: object) -> str:
    return "".join(f"%%{part}" for part in parts)


def _name_and_id(entry: Named | None) -> str:
    return parts(entry.name, entry.id) if entry else "%%NULL%%"


@dataclass(frozen=True, slots=True)
class TicketOpened(TicketEvent):
    queue: str
    priority: str
    state: str
    history_type: ClassVar[str] = "NewTicket"

    @property
    def history_text(self) -> str:
        return parts(self.ticket.number, self.queue, self.priority, self.state, self.ticket.id)


@dataclass(frozen=True, slots=True)
class NotifyWish:
    """Which agents the author wants to hear of an article, beside those who would anyway."""

    nobody: bool = False
    also: frozenset[int] = frozenset()
    never: frozenset[int] = frozenset()


AS_USUAL = NotifyWish()


@dataclass(frozen=True, slots=True)
class ArticleTexts:
    """What an article says, in plain text, and to whom."""

    sender: str
    recipients: str
    copies: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class ArticleAdded(TicketEvent):
    article_id: int
    kind: str
    comment: str
    sender_type_id: int
    visible: bool
    notify: NotifyWish
    texts: ArticleTexts

    @property
    def history_text(self) -> str:
        return self.comment

    @property
    def about_article(self) -> int | None:
        return self.article_id


@dataclass(frozen=True, slots=True)
class AttachmentsAdded(TicketEvent):
    """No history of its own: the article's entry stands for its files."""

    article_id: int


@dataclass(frozen=True, slots=True)
class Renamed(TicketEvent):
    old: str
    new: str
    history_type: ClassVar[str] = "TitleUpdate"

    @property
    def history_text(self) -> str:
        return parts(self.old, self.new if len(self.new) <= 50 else self.new[:50] + "...")


@dataclass(frozen=True, slots=True)
class Moved(TicketEvent):
    new: str
    new_id: int
    old: str
    old_id: int
    history_type: ClassVar[str] = "Move"

    @property
    def history_text(self) -> str:
        return parts(self.new, self.new_id, self.old, self.old_id)


@dataclass(frozen=True, slots=True)
class Locked(TicketEvent):
    history_type: ClassVar[str] = "Lock"

    @property
    def history_text(self) -> str:
        return "%%lock"


@dataclass(frozen=True, slots=True)
class Unlocked(TicketEvent):
    history_type: ClassVar[str] = "Unlock"

    @property
    def history_text(self) -> str:
        return "%%unlock"


@dataclass(frozen=True, slots=True)
class TemporarilyLocked(TicketEvent):
    @property
    def history_text(self) -> str:
        return "%%tmp_lock"


@dataclass(frozen=True, slots=True)
class UnlockTimeReset(TicketEvent):
    @property
    def history_text(self) -> str:
        return "Reset of unlock time."


@dataclass(frozen=True, slots=True)
class TypeSet(TicketEvent):
    new: str
    new_id: int
    old: str
    old_id: int
    history_type: ClassVar[str] = "TypeUpdate"

    @property
    def history_text(self) -> str:
        return parts(self.new, self.new_id, self.old, self.old_id)


@dataclass(frozen=True, slots=True)
class ServiceSet(TicketEvent):
    new: Named | None
    old: Named | None
    history_type: ClassVar[str] = "ServiceUpdate"

    @property
    def history_text(self) -> str:
        return _name_and_id(self.new) + _name_and_id(self.old)


@dataclass(frozen=True, slots=True)
class SlaSet(ServiceSet):
    history_type: ClassVar[str] = "SLAUpdate"


@dataclass(frozen=True, slots=True)
class CustomerSet(TicketEvent):
    history_type: ClassVar[str] = "CustomerUpdate"

    @property
    def history_text(self) -> str:
        return f"%%CustomerID={self.ticket.customer_id};CustomerUser={self.ticket.customer_user};"


@dataclass(frozen=True, slots=True)
class StateSet(TicketEvent):
    old: str
    new: str
    old_type: str
    new_type: str
    history_type: ClassVar[str] = "StateUpdate"

    @property
    def history_text(self) -> str:
        return f"%%{self.old}%%{self.new}%%"


@dataclass(frozen=True, slots=True)
class PendingTimeSet(TicketEvent):
    """`until` is the moment in the desk's own zone, None when the time was taken away."""

    until: datetime | None
    history_type: ClassVar[str] = "SetPendingTime"

    @property
    def history_text(self) -> str:
        return parts(f"{self.until:%Y-%m-%d %H:%M}" if self.until else "00-00-00 00:00")


@dataclass(frozen=True, slots=True)
class PrioritySet(TicketEvent):
    old: str
    old_id: int
    new: str
    new_id: int
    history_type: ClassVar[str] = "PriorityUpdate"

    @property
    def history_text(self) -> str:
        return parts(self.old, self.old_id, self.new, self.new_id)


@dataclass(frozen=True, slots=True)
class OwnerSet(TicketEvent):
    login: str
    agent_id: int
    history_type: ClassVar[str] = "OwnerUpdate"

    @property
    def history_text(self) -> str:
        return parts(self.login, self.agent_id)


@dataclass(frozen=True, slots=True)
class OwnerReset(TicketEvent):
    """Recorded before the owner changes: OTOBO's entry still shows the old one."""

    login: str
    history_type: ClassVar[str] = "OwnerUpdate"

    @property
    def history_text(self) -> str:
        return f"Reset owner to {self.login}."


@dataclass(frozen=True, slots=True)
class ResponsibleSet(TicketEvent):
    login: str
    agent_id: int
    history_type: ClassVar[str] = "ResponsibleUpdate"

    @property
    def history_text(self) -> str:
        return parts(self.login, self.agent_id)


@dataclass(frozen=True, slots=True)
class TimeAccounted(TicketEvent):
    article_id: int | None
    units: str
    total: str
    history_type: ClassVar[str] = "TimeAccounting"

    @property
    def history_text(self) -> str:
        return parts(self.units, self.total)

    @property
    def about_article(self) -> int | None:
        return self.article_id


@dataclass(frozen=True, slots=True)
class FieldSet(TicketEvent):
    field: str
    new: str
    old: str
    article_id: int | None

    @property
    def history_text(self) -> str:
        return f"%%FieldName%%{self.field}%%Value%%{self.new}%%OldValue%%{self.old}"

    @property
    def about_article(self) -> int | None:
        return self.article_id
