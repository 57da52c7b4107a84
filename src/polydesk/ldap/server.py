"""The directory as the desk asks it. ldap3 is loaded when there is one: most desks have none."""

from polydesk.desk.people.directory_server import Everybody
from polydesk.desk.people.directory_settings import DirectorySettings


class LdapServer:
    def test(self, settings: DirectorySettings) -> None:
        from polydesk.ldap.find import try_search
        from polydesk.ldap.session import signed_in

        with signed_in(settings) as connection:
            try_search(connection, settings)

    def everybody(self, settings: DirectorySettings) -> Everybody:
        from polydesk.ldap.find import find_everybody
        from polydesk.ldap.session import signed_in

        with signed_in(settings) as connection:
            return find_everybody(connection, settings)

    def has_password(self, settings: DirectorySettings, person_id: str, password: str) -> bool:
        """An empty password is none: directories take it for somebody who wants to stay nameless, and say yes."""
        if not password or "\0" in password:
            return False
        from polydesk.ldap.passwords import is_let_in

        return is_let_in(settings, person_id, password)
