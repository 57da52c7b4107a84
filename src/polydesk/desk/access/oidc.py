"""Whom an OpenID provider lets in as which agent."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.access.sign_in_models import OidcIdentity
from polydesk.desk.identity_provider import IdentityRefused, Provider
from polydesk.desk.people.audit_sign_in import audit_factor
from polydesk.desk.people.create_agent import NewAgent, create_agent
from polydesk.desk.people.directory import AgentEntry, Directory
from polydesk.desk.people.models import Role, RoleAgent
from polydesk.desk.poster import Rules
from polydesk.kernel.actors import SYSTEM_AGENT_ID, AgentActor
from polydesk.kernel.errors import DeskError
from polydesk.kernel.secrets import find_secret, keep_secret
from polydesk.kernel.settings import Settings
from polydesk.kernel.sign_in_settings import LOCAL
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look, Work

SECRET = "oidc client"  # noqa: S105  the name of one
LONGEST_SECRET = 1000
_LONGEST_NAME = 100
_MOST_VALUES = 1000
_TABLE = OidcIdentity.metadata.tables["oidc_identity"]
_LOOPBACK = ("127.0.0.0/8", "::1")


def find_provider(look: Look) -> Provider | None:
    """None where nobody signs in at one."""
    settings = look.config(Settings)
    issuer, client_id = settings["OIDC::Issuer"], settings["OIDC::ClientID"]
    if not issuer or not client_id:
        return None
    parts = urlsplit(issuer)
    is_local = parts.hostname in LOCAL
    rules = Rules(
        allow_http=is_local and parts.scheme == "http",
        networks=(*settings["OIDC::AllowedNetworks"], *(_LOOPBACK if is_local else ())),
        ca_file=settings["OIDC::CAFile"],
        settings="OIDC",
    )
    secret = find_secret(look, SECRET) or b""
    return Provider(issuer, client_id, secret.decode(), tuple(settings["OIDC::Scopes"]), rules)


def keep_client_secret(work: Work, secret: str) -> None:
    """What the provider knows the desk by; empty for a client that has none."""
    keep_secret(work, SECRET, secret.encode()[:LONGEST_SECRET])


def wanted_claims(look: Look) -> tuple[str, ...]:
    settings = look.config(Settings)
    more = (settings["OIDC::GroupsClaim"],) if settings["OIDC::CreateAgents"] else ()
    return (settings["OIDC::LoginClaim"], *more)


def agent_behind(work: Work, provider: Provider, claims: Mapping[str, Any]) -> AgentActor:
    """The agent this person was at an earlier sign-in; at the first, the one the login claim names, who is joined to
    the person from then on. Raises IdentityRefused.
    """
    agents, subject = work.config(Directory).agents, claims["sub"]
    same = (_TABLE.c.issuer == provider.issuer, _TABLE.c.subject == subject)
    agent_id = work.connection.execute(select(_TABLE.c.agent_id).where(*same)).scalar()
    if agent_id is None:
        agent_id = _first_time(work, provider, claims)
    agent = agents.get(agent_id) or work.config(Directory).agents[agent_id]
    if not agent.valid:
        raise IdentityRefused("the agent is out of use")
    return AgentActor(agent.id, agent.login)


def _first_time(work: Work, provider: Provider, claims: Mapping[str, Any]) -> int:
    login = _login(work, claims)
    agent: AgentEntry | None = work.config(Directory).agents.named_in_any_case(login)
    if agent is not None:
        _check_free(work, provider, agent)
    agent_id = agent.id if agent else _new_agent(work, login, claims)
    row = (sqlite.insert if work.is_sqlite else postgresql.insert)(_TABLE).values(
        agent_id=agent_id, issuer=provider.issuer, subject=claims["sub"], create_time=work.now
    )
    if not work.connection.execute(row.on_conflict_do_nothing()).rowcount:
        raise IdentityRefused("somebody else came in first")
    audit_factor(work, AgentActor(agent_id, login), "oidc_joined", issuer=provider.issuer, subject=claims["sub"])
    return agent_id


def _login(work: Work, claims: Mapping[str, Any]) -> str:
    """An address that nobody has confirmed may be anybody's."""
    name = work.config(Settings)["OIDC::LoginClaim"]
    login = claims.get(name)
    if not isinstance(login, str) or not login or login != storable(login):
        raise IdentityRefused(f"the provider says no {name}")
    if name == "email" and not _is_confirmed(claims):
        raise IdentityRefused("the provider has not confirmed the address")
    return login


def _is_confirmed(claims: Mapping[str, Any]) -> bool:
    """Some providers say it as a text."""
    return claims.get("email_verified") in (True, "true")


def _check_free(work: Work, provider: Provider, agent: AgentEntry) -> None:
    """Nobody follows another person into their login; and the desk's own agent comes in without any provider."""
    if agent.id == SYSTEM_AGENT_ID:
        raise IdentityRefused("the desk's own agent signs in by password")
    taken = select(_TABLE.c.id).where(_TABLE.c.agent_id == agent.id, _TABLE.c.issuer == provider.issuer)
    if work.connection.execute(taken).first() is not None:
        raise IdentityRefused("the login belongs to another person there")


def _new_agent(work: Work, login: str, claims: Mapping[str, Any]) -> int:
    settings = work.config(Settings)
    if not settings["OIDC::CreateAgents"]:
        raise IdentityRefused("the desk does not know the login")
    said = _texts(claims.get(settings["OIDC::GroupsClaim"]))
    groups = {one.name: one.id for one in work.config(Directory).groups if one.valid}
    email = claims.get("email") if _is_confirmed(claims) else ""
    agent = NewAgent(
        login=login,
        password_hash="",
        email=_name(email),
        first_name=_name(claims.get("given_name")),
        last_name=_name(claims.get("family_name")),
        group_ids=tuple(groups[one] for one in _mapped(settings["OIDC::GroupMap"], said) if one in groups),
    )
    try:
        agent_id = create_agent(work, agent)
    except DeskError as refused:
        raise IdentityRefused(f"no agent can be made of it: {refused.code}") from None
    _add_to_roles(work, agent_id, _mapped(settings["OIDC::RoleMap"], said))
    return agent_id


def _add_to_roles(work: Work, agent_id: int, names: Sequence[str]) -> None:
    roles = work.connection.execute(select(Role.id).where(Role.name.in_(names))).scalars().all() if names else ()
    if roles:
        work.connection.execute(insert(RoleAgent), [{"agent_id": agent_id, "role_id": one} for one in roles])


def _mapped(lines: Sequence[str], said: frozenset[str]) -> list[str]:
    """From lines such as `theirs = ours`: ours, where the provider says theirs."""
    pairs = (line.rpartition("=") for line in lines)
    return [ours.strip() for theirs, _, ours in pairs if theirs.strip() in said]


def _texts(value: object) -> frozenset[str]:
    found = value if isinstance(value, list) else [value]
    return frozenset(one for one in found[:_MOST_VALUES] if isinstance(one, str) and one)


def _name(value: object) -> str:
    return storable(value, _LONGEST_NAME) if isinstance(value, str) else ""
