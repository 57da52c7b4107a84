"""Small desks as data, and how hypothesis makes them: who is there, what they may, which tickets there are."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

NOBODY = "root@localhost"
"""The system agent, who owns what nobody owns."""
AGENTS = ("anna", "ben")
CUSTOMERS = ("cora", "Cleo")
GROUPS = ("alpha", "beta")
EVERYBODYS = "users"
"""The group whose queues are open to every customer, where the desk says so."""
QUEUES = {"Alpha": "alpha", "Beta": "beta", "Misc": EVERYBODYS}
"""Each queue with its group."""
COMPANIES = ("acme", "straße")
RARE = "zebra"
"""The word people search for."""
ROLE = "crew"

Rights = dict[str, str]
"""From groups to the right one has there."""


@dataclass(frozen=True)
class Agent:
    rights: Rights = field(default_factory=dict)
    in_role: bool = False


@dataclass(frozen=True)
class Customer:
    company: str = ""
    further: tuple[str, ...] = ()
    rights: Rights = field(default_factory=dict)


@dataclass(frozen=True)
class Article:
    """`rare_in` is where the rare word stands: subject, body, or the name of the file."""

    visible: bool = True
    by_customer: bool = False
    has_file: bool = False
    rare_in: str = ""

    @property
    def has_a_file(self) -> bool:
        return self.has_file or self.rare_in == "file"


@dataclass(frozen=True)
class Ticket:
    """As it is in the end; `from_queue` and `former_owner` are what it was at first."""

    queue: str = "Alpha"
    from_queue: str = "Alpha"
    customer: str = ""
    company: str = ""
    owner: str = NOBODY
    former_owner: str = NOBODY
    responsible: str = NOBODY
    watchers: tuple[str, ...] = ()
    archived: bool = False
    deleted: bool = False
    is_rare: bool = False
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True)
class Settings:
    group_support: bool = False
    everybodys_group: bool = True
    own_tickets_only: bool = False
    watcher: bool = True
    responsible: bool = True


@dataclass(frozen=True)
class Plan:
    """`role` is what the role gives; an invalid group or role gives nothing to anybody."""

    readers: tuple[str, str]
    """The agent and the customer who look at it."""
    agents: dict[str, Agent]
    customers: dict[str, Customer]
    tickets: tuple[Ticket, ...]
    settings: Settings = Settings()
    companies: dict[str, Rights] = field(default_factory=dict)
    role: Rights = field(default_factory=dict)
    is_role_valid: bool = True
    is_beta_valid: bool = True


def _one_of(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


def _mostly(value: bool) -> st.SearchStrategy[bool]:
    """What would hide most of a desk is rare, and where hypothesis shrinks to nothing is hidden by it."""
    return st.sampled_from((value, value, value, not value))


def _rights(*words: str) -> st.SearchStrategy[Rights]:
    return st.dictionaries(st.sampled_from(GROUPS), st.sampled_from(words), max_size=len(GROUPS))


_SPELLINGS = ("", "acme", "ACME", "straße", "STRASSE")
_AGENT = st.builds(Agent, rights=_rights("ro", "rw", "note"), in_role=st.booleans())
_CUSTOMER = st.builds(
    Customer,
    company=_one_of(*_SPELLINGS),
    further=st.lists(_one_of(*COMPANIES), max_size=1).map(tuple),
    rights=_rights("ro", "rw"),
)
_ARTICLE = st.builds(
    Article,
    visible=st.booleans(),
    by_customer=st.booleans(),
    has_file=st.booleans(),
    rare_in=_one_of("", "subject", "body", "file"),
)
_PEOPLE = (NOBODY, *AGENTS)
_TICKET = st.builds(
    Ticket,
    queue=_one_of(*QUEUES),
    from_queue=_one_of(*QUEUES),
    customer=_one_of("cora", "CORA", "cleo", "stranger@example.com", ""),
    company=_one_of(*_SPELLINGS),
    owner=_one_of(*_PEOPLE),
    former_owner=_one_of(*_PEOPLE),
    responsible=_one_of(*_PEOPLE),
    watchers=st.lists(_one_of(*AGENTS), unique=True, max_size=2).map(tuple),
    archived=_mostly(False),
    deleted=_mostly(False),
    is_rare=st.booleans(),
    articles=st.lists(_ARTICLE, max_size=2).map(tuple),
)
_SETTINGS = st.builds(
    Settings,
    group_support=st.booleans(),
    everybodys_group=st.booleans(),
    own_tickets_only=_mostly(False),
    watcher=st.booleans(),
    responsible=st.booleans(),
)
PLANS = st.builds(
    Plan,
    readers=st.tuples(_one_of(*AGENTS, NOBODY), _one_of(*CUSTOMERS)),
    agents=st.fixed_dictionaries(dict.fromkeys(AGENTS, _AGENT)),
    customers=st.fixed_dictionaries(dict.fromkeys(CUSTOMERS, _CUSTOMER)),
    tickets=st.lists(_TICKET, min_size=1, max_size=3).map(tuple),
    settings=_SETTINGS,
    companies=st.fixed_dictionaries(dict.fromkeys(COMPANIES, _rights("ro", "rw"))),
    role=_rights("ro", "rw", "note"),
    is_role_valid=_mostly(True),
    is_beta_valid=_mostly(True),
)
