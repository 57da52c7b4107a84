"""The caller's own account and dashboard."""

from typing import Any

from polydesk_client._async.transport import AsyncTransport
from polydesk_client.models import Activity, DashboardStats, Notifications, Ticket
from polydesk_client.models import Me as Myself
from polydesk_client.parameters import given

ME = "/api/v1/users/me"


class Me:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self) -> Myself:
        return Myself.model_validate((await self._transport.call("GET", ME)).data)

    async def update(
        self, *, first_name: str | None = None, last_name: str | None = None, email: str | None = None
    ) -> Myself:
        body = given({"first_name": first_name, "last_name": last_name, "email": email})
        return Myself.model_validate((await self._transport.call("PUT", ME, body=body)).data)

    async def preferences(self) -> dict[str, Any]:
        return dict((await self._transport.call("GET", f"{ME}/preferences")).data)

    async def set_preferences(self, changes: dict[str, Any]) -> dict[str, Any]:
        """Only what is given changes; all of them are given back."""
        return dict((await self._transport.call("PUT", f"{ME}/preferences", body=changes)).data)

    async def change_password(self, current: str, new: str) -> None:
        """All other sign-ins of this account end; this one stays."""
        body = {"current_password": current, "new_password": new}
        await self._transport.call("POST", f"{ME}/password", body=body)


class Dashboard:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def stats(self) -> DashboardStats:
        return DashboardStats.model_validate((await self._transport.call("GET", "/api/v1/dashboard/stats")).data)

    async def activity(self, *, limit: int = 10) -> list[Activity]:
        """Newest first."""
        answer = await self._transport.call("GET", "/api/v1/dashboard/activity", params={"limit": limit})
        return [Activity.model_validate(one) for one in answer.data]

    async def my_tickets(self, *, limit: int = 20) -> list[Ticket]:
        """The caller's tickets that are not closed, last changed first."""
        answer = await self._transport.call("GET", "/api/v1/dashboard/my-tickets", params={"limit": limit})
        return [Ticket.model_validate(one) for one in answer.data]

    async def notifications(self) -> Notifications:
        answer = await self._transport.call("GET", "/api/v1/dashboard/notifications")
        return Notifications.model_validate(answer.data)

    async def mark_read(self, notification_id: int) -> None:
        await self._transport.call("POST", f"/api/v1/dashboard/notifications/{notification_id}/read")
