"""What the desk asks of a real directory."""

from dataclasses import replace

import pytest

from polydesk.desk.people.directory_server import DirectoryUnavailable, FoundPerson
from polydesk.ldap.server import LdapServer
from tests.ldap.conftest import Start, settings_for
from tests.slapd import BASE, PEOPLE, dn_of, group, person

SERVER = LdapServer()


def test_signing_in_as_the_desk(directory: Start) -> None:
    SERVER.test(settings_for(directory()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"bind_password": "wrong"}, "invalidCredentials"),
        ({"base_dn": "dc=nowhere", "user_search_base": ""}, "noSuchObject"),
        ({"user_filter": "(uid=*"}, "filter"),
        ({"port": 1}, "cannot be reached"),
        ({"allow_loopback": False}, "AllowLoopback"),
        ({"host": "169.254.169.254"}, "no directory may have"),
        ({"host": "::ffff:169.254.169.254"}, "no directory may have"),
        ({"host": "0.0.0.0"}, "no directory may have"),
        ({"host": "no-such-host.invalid"}, "not known"),
    ],
)
def test_what_is_wrong_is_said_without_the_password(directory: Start, change: dict[str, object], said: str) -> None:
    settings = replace(settings_for(directory()), **change)  # type: ignore[arg-type]  # each case names its own type
    with pytest.raises(DirectoryUnavailable) as refused:
        SERVER.test(settings)
    assert said.lower() in refused.value.message.lower()
    assert settings.bind_password not in refused.value.message


def test_tls_is_verified(directory: Start) -> None:
    slapd = directory()
    settings = replace(settings_for(slapd), host="localhost", port=slapd.tls_port, use_tls=True)
    with pytest.raises(DirectoryUnavailable, match="certificate"):
        SERVER.test(settings)
    SERVER.test(replace(settings, ca_file=str(slapd.authority.file)))
    SERVER.test(replace(settings, insecure_skip_verify=True))


def test_tls_is_verified_after_it_is_started(directory: Start) -> None:
    slapd = directory()
    settings = replace(settings_for(slapd), host="localhost", start_tls=True)
    with pytest.raises(DirectoryUnavailable, match="certificate"):
        SERVER.test(settings)
    SERVER.test(replace(settings, ca_file=str(slapd.authority.file)))


def test_people_come_with_their_groups(directory: Start) -> None:
    slapd = directory(person("nora"), person("otto", first="Otto", last="Ohm"), group("Support", ["nora"]))
    found = SERVER.everybody(settings_for(slapd))
    nora, otto = sorted(found.people, key=lambda one: one.login)
    assert (nora.login, nora.first_name, nora.last_name, nora.email) == ("nora", "Nora", "Nemo", "nora@example.test")
    assert nora.groups == {"support", f"cn=support,ou=groups,{BASE}"}
    assert otto.groups == frozenset()
    assert [one.name for one in found.groups] == ["Support"]


def test_more_people_than_a_server_gives_at_once(directory: Start) -> None:
    slapd = directory(*(person(f"p{number}") for number in range(1100)))
    assert len(SERVER.everybody(settings_for(slapd)).people) == 1100


def test_referrals_are_not_followed(directory: Start) -> None:
    entry = f"dn: ou=elsewhere,{PEOPLE}\nobjectClass: referral\nobjectClass: extensibleObject\nou: elsewhere\n"
    slapd = directory(person("nora"), f"{entry}ref: ldap://127.0.0.1:1/dc=elsewhere\n\n")
    assert [one.login for one in SERVER.everybody(settings_for(slapd)).people] == ["nora"]


def _only(found: list[FoundPerson], login: str) -> FoundPerson:
    return next(one for one in found if one.login == login)


def test_the_right_password_opens_and_no_other(directory: Start) -> None:
    slapd = directory(person("nora", password="käse"), person("otto", password="other"))
    settings = settings_for(slapd)
    nora = _only(list(SERVER.everybody(settings).people), "nora")
    assert SERVER.has_password(settings, nora.id, "käse")
    for wrong in ("", "kase", "other", "käse\0", "*", "\0"):
        assert not SERVER.has_password(settings, nora.id, wrong)


def test_nobody_gets_in_under_the_login_of_somebody_who_left(directory: Start) -> None:
    slapd = directory(person("nora"))
    settings = settings_for(slapd)
    [nora] = SERVER.everybody(settings).people
    slapd.delete(dn_of("nora"))
    assert not SERVER.has_password(settings, nora.id, "pw")


@pytest.mark.parametrize("person_id", ["uid=2a", "uid=", "entryUUID=" + b"*)(uid=nora".hex(), "x)(uid=2a"])
def test_ids_cannot_change_the_meaning_of_the_question(directory: Start, person_id: str) -> None:
    slapd = directory(person("nora"))
    assert not SERVER.has_password(settings_for(slapd), person_id, "pw")


def test_who_is_left_out_by_the_filter_has_no_password(directory: Start) -> None:
    slapd = directory(person("nora"))
    settings = settings_for(slapd)
    [nora] = SERVER.everybody(settings).people
    assert not SERVER.has_password(replace(settings, user_filter="(uid=otto)"), nora.id, "pw")
