"""What agents sign in with besides a password, and sign-ins that are under way."""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, LongText, Moment, Name, Ref
from polydesk.kernel.db import Base


class Passkey(Base):
    """A key pair whose public half is here: who has the other half is this agent. Binary values are base64url."""

    __tablename__ = "passkey"

    id: Mapped[Id]
    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"), index=True)
    name: Mapped[Name]
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[LongText]
    user_handle: Mapped[str] = mapped_column(String(100))
    """By what authenticators know the agent: random, the same in all passkeys of one agent."""
    sign_count: Mapped[int] = mapped_column(BigInteger)
    """Grows with each use, with authenticators that count: one that went back was copied."""
    create_time: Mapped[Moment]
    last_use: Mapped[Moment | None]


class RecoveryCode(Base):
    """Opens the second door once, for an agent who has lost what usually does. Only its SHA-256 is kept."""

    __tablename__ = "recovery_code"

    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)


class OidcIdentity(Base):
    """Who an agent is with an OpenID provider."""

    __tablename__ = "oidc_identity"

    id: Mapped[Id]
    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"))
    issuer: Mapped[str] = mapped_column(String(500))
    subject: Mapped[str] = mapped_column(String(255))
    create_time: Mapped[Moment]

    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("agent_id", "issuer"))


class SignInStep(Base):
    """A sign-in that has begun and goes on in the same browser, which has the token: good once, and for minutes."""

    __tablename__ = "sign_in_step"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    agent_id: Mapped[Ref | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    remote_address: Mapped[str] = mapped_column(String(60))
    expires_at: Mapped[Moment] = mapped_column(index=True)
