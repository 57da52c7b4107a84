"""Desks made by hand: one on which every rule decides something, and those that once were seen differently."""

from dataclasses import replace

from tests.permissions.desks import AGENTS, CUSTOMERS, Agent, Article, Customer, Plan, Settings, Ticket

_HIDDEN = Article(visible=False, has_file=True, rare_in="body")
TELLING = Plan(
    readers=("anna", "cora"),
    agents={"anna": Agent({"alpha": "ro"}), "ben": Agent()},
    customers={"cora": Customer("acme", rights={"alpha": "ro"}), "Cleo": Customer()},
    settings=Settings(group_support=True),
    tickets=(
        Ticket("Alpha", customer="Cleo", company="acme", articles=(_HIDDEN, Article(by_customer=True))),
        Ticket("Beta", customer="cora", watchers=("anna",), is_rare=True, articles=(Article(rare_in="file"),)),
        Ticket("Alpha", customer="stranger@example.com", archived=True),
        Ticket("Alpha", customer="cora", owner="anna", former_owner="ben", deleted=True),
    ),
)
"""Read by an agent and a customer; a change of almost any rule lets one of them see something else here."""


_SMALL = Plan(
    readers=("anna", "cora"),
    agents=dict.fromkeys(AGENTS, Agent()),
    customers=dict.fromkeys(CUSTOMERS, Customer()),
    tickets=(),
)


def _of(customer: Customer) -> dict[str, Customer]:
    """Cora is this one."""
    return {**_SMALL.customers, "cora": customer}


FOLDED = replace(_SMALL, tickets=(Ticket(company="STRASSE"),), customers=_of(Customer("straße")))
"""Lists compared lower-case letters, a single ticket folded ones: the one was the other's company there only."""
TAKEN_AWAY = replace(_SMALL, tickets=(Ticket(former_owner="anna", owner="ben"),))
"""The dashboard went on telling of tickets that the former owner could not see any more."""
SPELT_OTHERWISE = replace(
    _SMALL,
    tickets=(Ticket(company="acme"),),
    customers=_of(Customer("ACME")),
    companies={"acme": {"alpha": "ro"}},
    settings=Settings(group_support=True),
)
"""Companies gave their tickets to their people in any spelling, but their groups in one only."""
