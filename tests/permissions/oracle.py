"""What each person is to see, in the plain words of the specifications: the domain's sections 2 to 5, OTRS 7's 5.1.

Written without a look at how the desk does it, and slower than the desk could afford.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, unique
from functools import cached_property

from tests.permissions.desks import CUSTOMERS, EVERYBODYS, NOBODY, QUEUES, Article, Plan, Rights, Ticket

Names = frozenset[str]
"""Of tickets, articles and files: t0, t0a1, t0a1f."""


@unique
class View(Enum):
    """What is to be seen by one way of reading.

    All ways see the same, but for the differences the specifications know: each is a member of its own, which says so.
    """

    TICKETS = "the tickets this person may read"
    FOUND = "agents find what is in their queues, not what they own or watch, and the system agent finds all (GI 3.5)"
    CURRENT = "what is found, without archived tickets, unless they are asked for (GI 3.5, GOTRS 5.3)"
    MINE = "current ones that the agent owns, or that are the customer's own (GOTRS 5.9)"
    OWN = "OTRS 7 lists a customer's own tickets, archived ones too, unless the company's are asked for (5.2)"
    NAMED = "found, with the rare word in the title"
    SAID = "found, with the rare word in the title, or in a subject or body: the Generic Interface knows no file names"
    SAID_CURRENT = "the same among current ones, as the Generic Interface knows them"
    OWN_SAID = "the same among a customer's own"
    WRITTEN = "found, with the rare word in the title, or anywhere in an article"
    WRITTEN_CURRENT = "the same among current ones, as GOTRS knows them"
    ARTICLES = "the articles of tickets this person may read: customers those visible to them"
    ARTICLES_FOUND = "the same of what is found"
    ARTICLES_WRITTEN = "articles of found tickets with the rare word"
    FILES = "the files of these articles"
    HISTORIES = "agents alone are shown the history of tickets (GI 3.7)"


@dataclass(frozen=True)
class Numbered:
    """A ticket of the plan under its name."""

    name: str
    ticket: Ticket

    @property
    def articles(self) -> dict[str, Article]:
        return {f"{self.name}a{number}": one for number, one in enumerate(self.ticket.articles)}


Condition = Callable[[Numbered], bool]


def numbered(plan: Plan) -> list[Numbered]:
    return [Numbered(f"t{number}", one) for number, one in enumerate(plan.tickets)]


@dataclass(frozen=True)
class Oracle:
    plan: Plan
    person: str

    def sees(self, view: View) -> Names:
        return self._all[view]

    @cached_property
    def _all(self) -> dict[View, Names]:
        return {
            View.TICKETS: self._names(self.may_read),
            View.FOUND: self._names(self.finds),
            View.CURRENT: self._names(self.finds, self.is_current),
            View.MINE: self._names(self.finds, self.is_current, self.is_mine),
            View.OWN: self._names(self.finds, self.is_mine),
            View.NAMED: self._names(self.finds, self.is_named),
            View.SAID: self._names(self.finds, self.is_said),
            View.SAID_CURRENT: self._names(self.finds, self.is_said, self.is_current),
            View.OWN_SAID: self._names(self.finds, self.is_said, self.is_mine),
            View.WRITTEN: self._names(self.finds, self.is_written),
            View.WRITTEN_CURRENT: self._names(self.finds, self.is_written, self.is_current),
            View.ARTICLES: self._articles(self.may_read),
            View.ARTICLES_FOUND: self._articles(self.finds),
            View.ARTICLES_WRITTEN: self._articles(self.finds, lambda article: bool(article.rare_in)),
            View.FILES: frozenset(f"{name}f" for name in self._articles(self.may_read, lambda one: one.has_a_file)),
            View.HISTORIES: frozenset() if self.is_customer else self._names(self.may_read),
        }

    @cached_property
    def may_hear(self) -> Names:
        """Whatever may stand in an answer."""
        views = (View.TICKETS, View.FOUND, View.ARTICLES, View.ARTICLES_FOUND, View.FILES)
        return frozenset().union(*map(self.sees, views))

    @property
    def is_customer(self) -> bool:
        return self.person in CUSTOMERS

    def may_read(self, one: Numbered) -> bool:
        ticket, settings = one.ticket, self.plan.settings
        if ticket.deleted:
            return False
        if self.is_customer:
            return self.is_in_open_queue(ticket) and (self.is_mine(one) or self.is_of_company(ticket))
        return (
            self.has_right(ticket)
            or ticket.owner == self.person
            or (settings.responsible and ticket.responsible == self.person)
            or (settings.watcher and self.person in ticket.watchers)
        )

    def finds(self, one: Numbered) -> bool:
        if self.is_customer:
            return self.may_read(one)
        return not one.ticket.deleted and (self.person == NOBODY or self.has_right(one.ticket))

    def has_right(self, ticket: Ticket) -> bool:
        if self.person == NOBODY:
            return QUEUES[ticket.queue] == EVERYBODYS
        agent = self.plan.agents[self.person]
        by_role = self.plan.role if agent.in_role and self.plan.is_role_valid else {}
        return self._lets_read(agent.rights, ticket) or self._lets_read(by_role, ticket)

    def is_mine(self, one: Numbered) -> bool:
        if self.is_customer:
            return one.ticket.customer.lower() == self.person.lower()
        return one.ticket.owner == self.person

    def is_of_company(self, ticket: Ticket) -> bool:
        if self.plan.settings.own_tickets_only or not ticket.company:
            return False
        return ticket.company.lower() in self._companies()

    def is_in_open_queue(self, ticket: Ticket) -> bool:
        settings = self.plan.settings
        if not settings.group_support:
            return True
        if settings.everybodys_group and QUEUES[ticket.queue] == EVERYBODYS:
            return True
        given = [rights for company, rights in self.plan.companies.items() if company.lower() in self._companies()]
        return any(self._lets_read(rights, ticket) for rights in (self.plan.customers[self.person].rights, *given))

    def _companies(self) -> set[str]:
        customer = self.plan.customers[self.person]
        return {one.lower() for one in (customer.company, *customer.further) if one}

    def _lets_read(self, rights: Rights, ticket: Ticket) -> bool:
        group = QUEUES[ticket.queue]
        return rights.get(group) in ("ro", "rw") and (group != "beta" or self.plan.is_beta_valid)

    def is_current(self, one: Numbered) -> bool:
        return not one.ticket.archived

    def is_named(self, one: Numbered) -> bool:
        return one.ticket.is_rare

    def is_said(self, one: Numbered) -> bool:
        return one.ticket.is_rare or any(article.rare_in in ("subject", "body") for article in self._shown(one))

    def is_written(self, one: Numbered) -> bool:
        return one.ticket.is_rare or any(article.rare_in for article in self._shown(one))

    def _shown(self, one: Numbered) -> list[Article]:
        return [article for article in one.ticket.articles if self._is_shown(article)]

    def _is_shown(self, article: Article) -> bool:
        return article.visible or not self.is_customer

    def _articles(self, reads: Condition, wanted: Callable[[Article], bool] = lambda _one: True) -> Names:
        tickets = [one for one in numbered(self.plan) if reads(one)]
        listed = [pair for one in tickets for pair in one.articles.items()]
        return frozenset(name for name, article in listed if self._is_shown(article) and wanted(article))

    def _names(self, *conditions: Condition) -> Names:
        return frozenset(one.name for one in numbered(self.plan) if all(condition(one) for condition in conditions))
