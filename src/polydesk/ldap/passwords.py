"""Whether the directory lets somebody in."""

from ldap3.core.exceptions import LDAPOperationResult

from polydesk.desk.people.directory_server import DirectoryUnavailable
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.ldap.find import find_dn
from polydesk.ldap.session import signed_in

REFUSED = ("invalidCredentials", "inappropriateAuthentication", "unwillingToPerform", "constraintViolation")
"""Results that are about the password or the account, not about the directory."""


def is_let_in(settings: DirectorySettings, person_id: str, password: str) -> bool:
    with signed_in(settings) as connection:
        dn = find_dn(connection, settings, person_id)
    if not dn:
        return False
    try:
        with signed_in(settings, dn, password):
            return True
    except DirectoryUnavailable as error:
        if _is_refusal(error.__cause__):
            return False
        raise


def _is_refusal(error: BaseException | None) -> bool:
    return isinstance(error, LDAPOperationResult) and error.description in REFUSED
