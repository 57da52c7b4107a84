"""Signing in with OAuth2: a refresh token becomes an access token, which the mail server checks."""

import time
from typing import Any

import pytest

from polydesk.mail.oauth import client_of
from polydesk.mail.passwords import Passwords, of_client, of_mailbox
from tests.mail.fetch.conftest import Account, Fetching
from tests.mail.fetch.mails import mail
from tests.mail.fetch.scripted_server import ScriptedServer
from tests.mail.fetch.token_server import Answer, granted, token, token_server


def configure(account: Account, protocol: str, url: str, **oauth: Any) -> None:
    given = {"provider": "microsoft", "client_id": "the desk", "token_url": url, **oauth}
    account.configure(protocol, oauth=given, password="first refresh token")


@pytest.mark.parametrize("protocol", ["imaps", "pop3s", "imap"])
@pytest.mark.parametrize("provider", ["microsoft", "google"])
def test_mail_is_fetched_with_a_refresh_token(account: Account, protocol: str, provider: str) -> None:
    forms: list[dict[str, str]] = []

    def answer(form: dict[str, str]) -> Answer:
        forms.append(form)
        return granted(token(account.name))

    account.server.deliver(account.name, mail("by token"))
    with token_server(account.server.authority, answer) as url:
        configure(account, protocol, url, provider=provider)
        Passwords(account.fetching.data).put(of_client(of_mailbox("support")), "secret of the desk")
        report = account.fetching.run()
    assert (report.taken, report.complaint) == (1, "")
    scope = {"imap": "IMAP", "pop3": "POP"}[protocol.rstrip("s")]
    scopes = {"scope": f"https://outlook.office.com/{scope}.AccessAsUser.All offline_access"}
    assert forms[0] == {
        "grant_type": "refresh_token",
        "client_id": "the desk",
        "client_secret": "secret of the desk",
        "refresh_token": "first refresh token",
        **(scopes if provider == "microsoft" else {}),
    }


def test_a_refresh_token_that_is_replaced_is_kept(account: Account) -> None:
    seen: list[str] = []

    def answer(form: dict[str, str]) -> Answer:
        seen.append(form["refresh_token"])
        return granted(token(account.name), refresh_token=f"token {len(seen)}")

    with token_server(account.server.authority, answer) as url:
        configure(account, "imaps", url)
        account.fetching.run()
        account.fetching.run()
    assert seen == ["first refresh token", "token 1"]
    assert Passwords(account.fetching.data).get(of_mailbox("support")) == "token 2"


def test_without_a_refresh_token_the_application_signs_in_for_its_secret(account: Account) -> None:
    forms: list[dict[str, str]] = []

    def answer(form: dict[str, str]) -> Answer:
        forms.append(form)
        return granted(token(account.name))

    account.server.deliver(account.name, mail("by application"))
    with token_server(account.server.authority, answer) as url:
        configure(account, "imaps", url)
        (account.fetching.data / "secrets" / of_mailbox("support")).unlink()
        assert "no_password" in account.fetching.run().error
        Passwords(account.fetching.data).put(of_client(of_mailbox("support")), "secret of the desk")
        assert account.fetching.run().taken == 1
    assert forms == [
        {
            "grant_type": "client_credentials",
            "client_id": "the desk",
            "client_secret": "secret of the desk",
            "scope": "https://outlook.office365.com/.default",
        }
    ]


@pytest.mark.parametrize("protocol", ["imaps", "pop3s"])
def test_a_token_the_mail_server_does_not_like_is_the_report_s_error(account: Account, protocol: str) -> None:
    with token_server(account.server.authority, lambda _form: granted(token("somebody else") + "x")) as url:
        configure(account, protocol, url)
        began = time.monotonic()
        assert account.fetching.run().error
    assert time.monotonic() - began < 15


REFUSALS: dict[str, Answer] = {
    "refused": (400, {}, b'{"error": "invalid_grant", "error_description": "The grant has expired."}'),
    "no JSON": (200, {}, b"<html>"),
    "a list": (200, {}, b"[1]"),
    "no token": (200, {}, b'{"access_token": null}'),
    "a token with a command in it": (200, {}, b'{"access_token": "x\\r\\nA1 LOGOUT"}'),
    "endless": (200, {}, b"x" * 3_000_000),
    "deep": (200, {}, b"[" * 90_000),
    "elsewhere": (302, {"Location": "http://127.0.0.1:1/"}, b""),
    "elsewhere, again": (307, {"Location": "http://127.0.0.1:1/"}, b""),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_no_token_is_the_report_s_error(account: Account, name: str) -> None:
    with token_server(account.server.authority, lambda _form: REFUSALS[name]) as url:
        configure(account, "imaps", url)
        error = account.fetching.run().error
    assert error
    assert "first refresh token" not in error
    assert name != "refused" or "invalid_grant: The grant has expired." in error


def test_tokens_are_asked_for_over_verified_https_only(account: Account) -> None:
    configure(account, "imaps", "http://127.0.0.1:1/token")
    assert "oauth_needs_https" in account.fetching.run().error
    with token_server(account.server.authority, lambda _form: granted("x")) as url:
        configure(account, "imaps", url)
        account.fetching.set(Mail__CAFile="")
        assert "certificate" in account.fetching.run().error


def test_no_token_goes_to_a_server_without_tls(account: Account, fetching: Fetching) -> None:
    script = [b"* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] ready\r\n", b"* CAPABILITY IMAP4rev1\r\nTAG OK\r\n"]
    with (
        token_server(account.server.authority, lambda _form: granted("the token")) as url,
        ScriptedServer(script) as server,
    ):
        configure(account, "imap", url)
        fetching.configure(protocol="imap", port=server.port, host="127.0.0.1", login="cora")
        assert fetching.run().error
    assert b"AUTHENTICATE" not in b"".join(server.heard)


def test_the_addresses_of_the_providers_are_known() -> None:
    google = client_of({"provider": "google", "client_id": "x"}, "imap")
    assert google.token_url == "https://oauth2.googleapis.com/token"
    tenant = client_of({"provider": "microsoft", "client_id": "x", "tenant": "a/../b"}, "smtp")
    assert tenant.token_url == "https://login.microsoftonline.com/a%2F..%2Fb/oauth2/v2.0/token"
