"""Agents, customer users, companies, groups, roles, rights, credentials and sessions."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Epoch, Flag, Id, LongText, MasterData, Moment, Name, Ref, Stamped
from polydesk.kernel.db import Base

RIGHTS = ("ro", "move_into", "create", "note", "owner", "priority", "rw")
"""The seven group rights. rw implies all others."""


class Agent(MasterData, Base):
    __tablename__ = "agent"

    id: Mapped[Id]
    login: Mapped[Name] = mapped_column()
    first_name: Mapped[Name] = mapped_column(default="")
    last_name: Mapped[Name] = mapped_column(default="")
    email: Mapped[Name] = mapped_column(default="")
    title: Mapped[str | None] = mapped_column(String(50))
    password_hash: Mapped[Name] = mapped_column(default="")
    password_version: Mapped[int] = mapped_column(default=1)
    """Grows when the password is changed: sessions made with an older one end."""
    out_of_office_from: Mapped[Moment | None]
    out_of_office_to: Mapped[Moment | None]
    last_login: Mapped[Epoch]
    directory_id: Mapped[Name] = mapped_column(default="")
    """The stable id of this person's entry in the directory that checks the password, empty for our own people."""

    __table_args__ = (Index("uq_agent_login", func.lower(login), unique=True),)


class CustomerCompany(MasterData, Base):
    __tablename__ = "customer_company"

    id: Mapped[Id]
    customer_id: Mapped[Name] = mapped_column(unique=True)
    name: Mapped[Name]
    street: Mapped[Name] = mapped_column(default="")
    zip: Mapped[Name] = mapped_column(default="")
    city: Mapped[Name] = mapped_column(default="")
    country: Mapped[Name] = mapped_column(default="")
    url: Mapped[Name] = mapped_column(default="")
    comment: Mapped[LongText]
    manager_agent_id: Mapped[Ref | None]
    manager_team_id: Mapped[Ref | None]
    """The account manager: an agent, a team, or nobody."""
    assign_account_manager: Mapped[Flag]
    """New tickets that nothing else assigns go to the account manager."""
    collaborators: Mapped[str] = mapped_column(String(20), default="")
    """Who takes part in new tickets of the company's people: nobody, or one of the words of `companies.py`."""


class CustomerUser(MasterData, Base):
    __tablename__ = "customer_user"

    id: Mapped[Id]
    login: Mapped[Name] = mapped_column()
    email: Mapped[Name] = mapped_column(default="")
    customer_id: Mapped[Name] = mapped_column(default="", index=True)
    title: Mapped[Name] = mapped_column(default="")
    first_name: Mapped[Name] = mapped_column(default="")
    last_name: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Name] = mapped_column(default="")
    fax: Mapped[Name] = mapped_column(default="")
    mobile: Mapped[Name] = mapped_column(default="")
    street: Mapped[Name] = mapped_column(default="")
    zip: Mapped[Name] = mapped_column(default="")
    city: Mapped[Name] = mapped_column(default="")
    country: Mapped[Name] = mapped_column(default="")
    comment: Mapped[LongText]
    primary_contact: Mapped[Flag]
    """Speaks for the company."""
    password_hash: Mapped[Name] = mapped_column(default="")
    password_version: Mapped[int] = mapped_column(default=1)
    last_login: Mapped[Epoch]
    directory_id: Mapped[Name] = mapped_column(default="")

    __table_args__ = (Index("uq_customer_user_login", func.lower(login), unique=True),)


class CustomerUserEmail(Base):
    """Every address of a customer user, so that mail and API calls find the person by any of them."""

    __tablename__ = "customer_user_email"

    id: Mapped[Id]
    customer_user_id: Mapped[Ref] = mapped_column(ForeignKey("customer_user.id"), index=True)
    address: Mapped[Name] = mapped_column()

    __table_args__ = (Index("uq_customer_user_email_address", func.lower(address), unique=True),)


class CustomerUserCompany(Base):
    """Further CustomerIDs of a customer user, beside the primary one."""

    __tablename__ = "customer_user_company"

    customer_user_id: Mapped[Ref] = mapped_column(ForeignKey("customer_user.id"), primary_key=True)
    customer_id: Mapped[Name] = mapped_column(primary_key=True)


class CompanyDomain(Base):
    """A mail domain whose new senders join the company."""

    __tablename__ = "company_domain"

    company_id: Mapped[Ref] = mapped_column(ForeignKey("customer_company.id"), primary_key=True)
    domain: Mapped[Name] = mapped_column(primary_key=True)


class Team(MasterData, Base):
    """Agents who take tickets together; a ticket can be a team's without being anybody's."""

    __tablename__ = "team"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class TeamAgent(Base):
    __tablename__ = "team_agent"

    team_id: Mapped[Ref] = mapped_column(ForeignKey("team.id"), primary_key=True)
    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"), primary_key=True)


class Group(MasterData, Base):
    __tablename__ = "agent_group"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class Role(MasterData, Base):
    __tablename__ = "role"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class RoleAgent(Base):
    __tablename__ = "role_agent"

    role_id: Mapped[Ref] = mapped_column(ForeignKey("role.id"), primary_key=True)
    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"), primary_key=True)


class AgentRight(Base):
    __tablename__ = "agent_right"

    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"), primary_key=True)
    group_id: Mapped[Ref] = mapped_column(ForeignKey("agent_group.id"), primary_key=True)
    right: Mapped[str] = mapped_column(String(20), primary_key=True)


class RoleRight(Base):
    __tablename__ = "role_right"

    role_id: Mapped[Ref] = mapped_column(ForeignKey("role.id"), primary_key=True)
    group_id: Mapped[Ref] = mapped_column(ForeignKey("agent_group.id"), primary_key=True)
    right: Mapped[str] = mapped_column(String(20), primary_key=True)


class Preference(Base):
    """A preference of an agent (subject_kind 'agent') or a customer user ('customer'), by login."""

    __tablename__ = "preference"

    id: Mapped[Id]
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[Name]
    name: Mapped[Name]
    value: Mapped[LongText]

    __table_args__ = (UniqueConstraint("subject_kind", "subject", "name"),)


class ApiKey(Stamped, Base):
    """A key that acts as an agent. Only its SHA-256 is kept."""

    __tablename__ = "api_key"

    id: Mapped[Id]
    label: Mapped[Name]
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"), index=True)
    valid: Mapped[int] = mapped_column(default=1)


class AccessToken(Base):
    """A session of any API. Only the SHA-256 of the token is kept; revocation is deletion."""

    __tablename__ = "access_token"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[Name]
    create_time: Mapped[Moment]
    last_access: Mapped[Moment]
    remote_address: Mapped[str] = mapped_column(String(60), default="")
    client: Mapped[str] = mapped_column(String(250), default="")
    password_version: Mapped[int] = mapped_column(default=1)
    refresh_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the one refresh token that is good now; an older one that comes again ends the session."""
    expires_at: Mapped[Moment | None]
    is_interactive: Mapped[Flag]
    """A person's session, not a program's, as far as its client says."""
    signed_in_by: Mapped[str] = mapped_column(String(20), default="")
    """What opened it where that was no password alone: code, passkey or oidc."""

    __table_args__ = (Index("ix_access_token_subject", "subject_kind", "subject"),)


class ApiToken(Base):
    """A token an integration shows instead of signing in. Only its SHA-256 is kept; it never exceeds its owner."""

    __tablename__ = "api_token"

    id: Mapped[Id]
    name: Mapped[Name]
    prefix: Mapped[str] = mapped_column(String(20), unique=True)
    """Its first characters, which say which token it is and nothing more."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[LongText]
    """A JSON list; an empty one is all the owner may do."""
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[Name]
    create_time: Mapped[Moment]
    create_by: Mapped[int]
    expires_at: Mapped[Moment | None]
    last_used_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]

    __table_args__ = (Index("ix_api_token_subject", "subject_kind", "subject"),)


class DirectoryLink(Base):
    """The one LDAP directory this desk takes people from."""

    __tablename__ = "directory_link"

    id: Mapped[Id]
    settings: Mapped[LongText]
    """JSON, all but the password."""
    bind_password: Mapped[LongText]
    managed: Mapped[LongText]
    """JSON: the groups and roles whose agents the directory decides."""


class DirectorySync(Base):
    """One run of taking people over from the LDAP directory, with its report."""

    __tablename__ = "directory_sync"

    id: Mapped[Id]
    started_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    dry_run: Mapped[Flag]
    report: Mapped[LongText]
    """JSON: counts and errors."""
