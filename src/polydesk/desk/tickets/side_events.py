"""Events beside a ticket's own properties: notifications, archive, watchers, links, deletion, teams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from polydesk.desk.tickets.events import TicketEvent, parts


@dataclass(frozen=True, slots=True)
class AgentNotified(TicketEvent):
    notification: str
    login: str
    transport: str
    history_type: ClassVar[str] = "SendAgentNotification"

    @property
    def history_text(self) -> str:
        return parts(self.notification, self.login, self.transport)


@dataclass(frozen=True, slots=True)
class ArchiveFlagSet(TicketEvent):
    history_type: ClassVar[str] = "ArchiveFlagUpdate"

    @property
    def history_text(self) -> str:
        return "%%y" if self.ticket.archived else "%%n"


@dataclass(frozen=True, slots=True)
class WatcherAdded(TicketEvent):
    full_name: str
    history_type: ClassVar[str] = "Subscribe"

    @property
    def history_text(self) -> str:
        return parts(self.full_name)


@dataclass(frozen=True, slots=True)
class WatcherRemoved(WatcherAdded):
    history_type: ClassVar[str] = "Unsubscribe"


@dataclass(frozen=True, slots=True)
class CollaboratorLeft(TicketEvent):
    login: str
    history_type: ClassVar[str] = "Unsubscribe"

    @property
    def history_text(self) -> str:
        return parts(self.login)


@dataclass(frozen=True, slots=True)
class LinkAdded(TicketEvent):
    """Recorded on both tickets, each naming the other."""

    other_number: str
    other_id: int
    history_type: ClassVar[str] = "TicketLinkAdd"

    @property
    def history_text(self) -> str:
        return parts(self.other_number, self.other_id, self.ticket.id)


@dataclass(frozen=True, slots=True)
class LinkRemoved(LinkAdded):
    history_type: ClassVar[str] = "TicketLinkDelete"


@dataclass(frozen=True, slots=True)
class TicketMerged(TicketEvent):
    """Recorded on both tickets, in the same words. `article_ids` are those that went over."""

    merged_number: str
    merged_id: int
    main_number: str
    main_id: int
    article_ids: tuple[int, ...]
    history_type: ClassVar[str] = "Merged"

    @property
    def history_text(self) -> str:
        return parts(self.merged_number, self.merged_id, self.main_number, self.main_id)

    @property
    def is_main(self) -> bool:
        return self.ticket.id == self.main_id

    @property
    def goes_to(self) -> int:
        """The ticket that has the articles now."""
        return self.main_id


@dataclass(frozen=True, slots=True)
class TicketUnmerged(TicketMerged):
    """The other way round. `article_ids` are those that went back."""

    moved: Mapping[str, Sequence[int]]
    """Ids of rows that had come over, by table."""
    history_type: ClassVar[str] = "Misc"

    @property
    def history_text(self) -> str:
        return parts("Unmerge", self.merged_number, self.merged_id, self.main_number, self.main_id)

    @property
    def goes_to(self) -> int:
        return self.merged_id


@dataclass(frozen=True, slots=True)
class TicketDeleted(TicketEvent):
    history_type: ClassVar[str] = "Remove"

    @property
    def history_text(self) -> str:
        return parts(self.ticket.number)


@dataclass(frozen=True, slots=True)
class TeamSet(TicketEvent):
    team: str
    team_id: int

    @property
    def history_text(self) -> str:
        return parts("Team", self.team, self.team_id)
