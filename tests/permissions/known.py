"""Desks made by hand: one on which every rule decides something, and one that was once seen differently."""

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


ONCE_DIFFERENT = Plan(
    readers=("anna", "cora"),
    agents=dict.fromkeys(AGENTS, Agent()),
    customers={**dict.fromkeys(CUSTOMERS, Customer()), "cora": Customer("ACME", further=("straße",))},
    companies={"acme": {"alpha": "ro"}},
    settings=Settings(group_support=True),
    tickets=(Ticket(company="STRASSE"), Ticket(company="acme"), Ticket(former_owner="anna", owner="ben")),
)
"""Lists compared lower-case letters, a single ticket folded ones, to which ß is ss. Companies gave their groups to
their people in one spelling only. The dashboard went on telling of tickets that were taken away from an agent."""
