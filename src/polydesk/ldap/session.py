"""A connection to the directory that has signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ldap3
from ldap3.core.exceptions import LDAPException, LDAPOperationResult, LDAPSocketOpenError, LDAPStartTLSError
from pyasn1.error import PyAsn1Error

from polydesk.desk.people.directory_server import DirectoryUnavailable
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.ldap.addresses import reachable
from polydesk.ldap.limits import ANSWER_SECONDS, CONNECT_SECONDS
from polydesk.ldap.tls import VerifyingTls

NOT_LDAP = (PyAsn1Error, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What ldap3 raises when a server sends what is no LDAP."""


@contextmanager
def signed_in(settings: DirectorySettings, dn: str = "", password: str = "") -> Iterator[Any]:
    """A connection that belongs to the desk's own account there, or to the one given. Raises DirectoryUnavailable."""
    with translated():
        connection = _opened(settings, dn or settings.bind_dn, password or settings.bind_password)
        try:
            if settings.start_tls and not settings.use_tls:
                connection.start_tls()
            connection.bind()
            yield connection
        finally:
            _close(connection)


def _opened(settings: DirectorySettings, dn: str, password: str) -> Any:
    """Referrals are not followed: they lead to places nobody has checked, with our password."""
    addresses = reachable(settings.host, settings.port, allow_loopback=settings.allow_loopback)
    tls = VerifyingTls(settings) if settings.use_tls or settings.start_tls else None
    for number, address in enumerate(addresses, 1):
        server = ldap3.Server(
            address,
            settings.port,
            use_ssl=settings.use_tls,
            get_info=ldap3.NONE,
            tls=tls,
            connect_timeout=CONNECT_SECONDS,
        )
        connection = ldap3.Connection(
            server,
            dn,
            password,
            auto_referrals=False,
            raise_exceptions=True,
            receive_timeout=ANSWER_SECONDS,
            check_names=False,
        )
        try:
            connection.open(read_server_info=False)
        except LDAPSocketOpenError:
            _let_go(connection)
            if number == len(addresses):
                raise
        else:
            return connection
    raise DirectoryUnavailable("the host is not known")


def _close(connection: Any) -> None:
    try:
        connection.unbind()
    except (LDAPException, OSError, *NOT_LDAP):  # it is over either way
        pass
    finally:
        _let_go(connection)


def _let_go(connection: Any) -> None:
    """Where something goes wrong, ldap3 leaves the socket to the garbage."""
    if connection.socket is not None:
        connection.socket.close()


@contextmanager
def translated() -> Iterator[None]:
    """Whatever goes wrong with the directory, in the desk's words."""
    try:
        yield
    except LDAPOperationResult as error:
        raise DirectoryUnavailable(f"the directory refuses: {error.description}") from error
    except LDAPSocketOpenError as error:
        raise DirectoryUnavailable(
            "the directory cannot be reached, or its certificate is not to be trusted"
        ) from error
    except LDAPStartTLSError as error:
        raise DirectoryUnavailable(
            "the directory offers no STARTTLS, or its certificate is not to be trusted"
        ) from error
    except LDAPException as error:
        raise DirectoryUnavailable(f"the directory does not answer as it should: {type(error).__name__}") from error
    except OSError as error:
        raise DirectoryUnavailable("the connection to the directory broke") from error
    except NOT_LDAP as error:
        raise DirectoryUnavailable("what answers there speaks no LDAP") from error
