"""One request's way to the desk: a single look for all it reads, closed before it changes anything."""

from contextlib import AbstractContextManager
from types import TracebackType

from polydesk.desk.desk import Desk
from polydesk.desk.identity_provider import IdentityProvider
from polydesk.desk.mail_office import MailOffice
from polydesk.desk.people.directory_server import DirectoryServer
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.desk.poster import Poster
from polydesk.kernel.actors import SYSTEM, Actor
from polydesk.kernel.work import Look, Work


class RequestDesk:
    """Opens the look when it is first asked for; finding the service, the session and the tickets share it."""

    def __init__(self, desk: Desk, origin: str = "") -> None:
        """`origin` is the address the request comes from."""
        self._desk = desk
        self._origin = origin
        self._look: Look | None = None

    @property
    def is_quick_to_read(self) -> bool:
        """Whether the database never makes a reader wait."""
        return self._desk.database.is_sqlite

    def look(self, actor: Actor = SYSTEM) -> Look:
        if self._look is None:
            self._look = self._desk.open_look(origin=self._origin)
        return self._look.acting(actor)

    def work(self, actor: Actor = SYSTEM) -> AbstractContextManager[Work]:
        """A transaction. The look ends here: nobody holds one connection while waiting for another."""
        self.close()
        return self._desk.work(actor, origin=self._origin)

    def people_server(self) -> DirectoryServer:
        """The way to the directory. The look ends here: nothing is open while the world is waited for."""
        self.close()
        return self._desk.people_server

    def webhook_poster(self) -> Poster:
        """The way to receivers outside. The look ends here, too."""
        self.close()
        return self._desk.webhook_poster

    def mail_office(self) -> MailOffice:
        """The way to mail servers. The look ends here, too."""
        self.close()
        return self._desk.mail_office

    def identity_provider(self) -> IdentityProvider:
        """The way to the OpenID provider. The look ends here as well."""
        self.close()
        return self._desk.identity_provider

    def is_let_in(self, settings: DirectorySettings, person_id: str, password: str) -> bool:
        """What sign-in asks the directory."""
        return self.people_server().has_password(settings, person_id, password)

    def close(self) -> None:
        look, self._look = self._look, None
        if look is not None:
            self._desk.close_look(look)

    def __enter__(self) -> "RequestDesk":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()
