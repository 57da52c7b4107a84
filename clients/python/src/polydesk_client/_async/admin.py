"""What only admins may do."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from typing_extensions import Unpack

from polydesk_client._async.lists import all_pages, one_page
from polydesk_client._async.transport import AsyncTransport
from polydesk_client.answers import Page
from polydesk_client.models import AuditLog, LdapConfig, SyncResult, SyncStatus, SystemConfig, User
from polydesk_client.parameters import AuditList, Paging, UserChanges, UserFields

USERS, SYSTEM, LDAP = "/api/v1/admin/users", "/api/v1/admin/system/config", "/api/v1/admin/ldap"
AUDIT = "/api/v1/admin/audit/logs"


class Users:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def page(self, *, search: str | None = None, **wanted: Unpack[Paging]) -> Page[User]:
        return await one_page(self._transport, USERS, User, {**wanted, "search": search})

    def iterate(self, *, search: str | None = None) -> AsyncIterator[User]:
        """All agents, or those with this text in a name, the login or the address."""
        return all_pages(self._transport, USERS, User, {"search": search})

    async def get(self, user_id: int) -> User:
        return User.model_validate((await self._transport.call("GET", f"{USERS}/{user_id}")).data)

    async def create(self, login: str, password: str, **fields: Unpack[UserFields]) -> User:
        """`groups` are ids, each with all rights."""
        body = {**fields, "login": login, "password": password}
        return User.model_validate((await self._transport.call("POST", USERS, body=body)).data)

    async def update(self, user_id: int, **fields: Unpack[UserChanges]) -> User:
        answer = await self._transport.call("PUT", f"{USERS}/{user_id}", body=dict(fields))
        return User.model_validate(answer.data)

    async def delete(self, user_id: int) -> None:
        """Make the account invalid; its sign-ins and tokens end."""
        await self._transport.call("DELETE", f"{USERS}/{user_id}")


class Admin:
    """`users`, `ldap`, and the system's settings and audit log."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.users = Users(transport)
        self.ldap = Ldap(transport)

    async def config(self) -> SystemConfig:
        return SystemConfig.model_validate((await self._transport.call("GET", SYSTEM)).data)

    async def set_config(self, changes: Mapping[str, Any]) -> SystemConfig:
        return SystemConfig.model_validate((await self._transport.call("PUT", SYSTEM, body=dict(changes))).data)

    async def audit_page(self, **wanted: Unpack[AuditList]) -> Page[AuditLog]:
        return await one_page(self._transport, AUDIT, AuditLog, _times(wanted))

    def audit_log(self, **wanted: Unpack[AuditList]) -> AsyncIterator[AuditLog]:
        """Newest first."""
        return all_pages(self._transport, AUDIT, AuditLog, _times(wanted))


class Ldap:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def configure(self, settings: Mapping[str, Any]) -> LdapConfig:
        """Connects and binds before anything is kept."""
        answer = await self._transport.call("POST", f"{LDAP}/configure", body=dict(settings))
        return LdapConfig.model_validate(answer.data)

    async def test(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """`success` says whether these settings work; nothing is kept."""
        return (await self._transport.call("POST", f"{LDAP}/test", body=dict(settings))).envelope

    async def config(self) -> LdapConfig:
        return LdapConfig.model_validate((await self._transport.call("GET", f"{LDAP}/config")).data)

    async def sync_users(self, *, dry_run: bool = False) -> SyncResult:
        answer = await self._transport.call("POST", f"{LDAP}/sync/users", body={"dry_run": dry_run})
        return SyncResult.model_validate(answer.data)

    async def sync_status(self) -> SyncStatus:
        return SyncStatus.model_validate((await self._transport.call("GET", f"{LDAP}/sync/status")).data)


def _times(wanted: AuditList) -> dict[str, Any]:
    names = {"from_time": "from", "to_time": "to"}
    return {names.get(key, key): value for key, value in wanted.items()}
