"""Access tokens of Microsoft 365 and Google for mail (RFC 6749, sections 4.4 and 6)."""

import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO, Any

from polydesk.kernel.errors import Invalid, Unavailable
from polydesk.mail.passwords import Passwords, of_client

TIMEOUT_SECONDS = 30
_LONGEST_ANSWER = 100_000
_GOOGLE = "https://oauth2.googleapis.com/token"
_MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
_OUTLOOK = "https://outlook.office.com/"
_APPLICATION = "https://outlook.office365.com/.default"
PURPOSES = {"imap": "IMAP.AccessAsUser.All", "pop3": "POP.AccessAsUser.All", "smtp": "SMTP.Send"}


@dataclass(frozen=True, slots=True)
class Client:
    """As which application a token is asked for, and where."""

    token_url: str
    client_id: str
    scope: str
    application_scope: str
    """For what the application does in its own name; empty where that is not offered."""


def client_of(oauth: Mapping[str, Any], purpose: str) -> Client:
    """From the configuration: provider (microsoft, google), client_id, tenant, token_url. Raises Invalid."""
    provider = str(oauth.get("provider", ""))
    if provider not in ("microsoft", "google") or not oauth.get("client_id"):
        raise Invalid("mail.oauth", provider=provider)
    tenant = urllib.parse.quote(str(oauth.get("tenant") or "common"), safe="")
    default = _GOOGLE if provider == "google" else _MICROSOFT.format(tenant=tenant)
    token_url = str(oauth.get("token_url") or default)
    if urllib.parse.urlsplit(token_url).scheme != "https":
        raise Invalid("mail.oauth_needs_https", token_url=token_url)
    client_id = str(oauth["client_id"])
    if provider == "google":
        return Client(token_url, client_id, "", "")
    return Client(token_url, client_id, f"{_OUTLOOK}{PURPOSES[purpose]} offline_access", _APPLICATION)


def access_token(
    oauth: Mapping[str, Any], purpose: str, account: str, passwords: Passwords, context: ssl.SSLContext
) -> str:
    """A fresh token for the account whose refresh token is stored under that name; if the answer brings a new one, it
    takes the old one's place. Without a refresh token, Microsoft gives one to the application itself, for its secret.

    Raises Unavailable when there is none to be had, with the server's own reason.
    """
    client = client_of(oauth, purpose)
    form = _form(client, account, passwords)
    answer = _ask(client.token_url, form, context)
    token, renewed = answer.get("access_token"), answer.get("refresh_token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise Unavailable("mail.oauth_refused", reason=_reason(answer))
    if isinstance(renewed, str) and renewed != form.get("refresh_token"):
        passwords.put(account, renewed)
    return token


def _form(client: Client, account: str, passwords: Passwords) -> dict[str, str]:
    secret = passwords.find(of_client(account))
    form = {"client_id": client.client_id, **({"client_secret": secret} if secret else {})}
    refresh_token = passwords.find(account)
    if refresh_token is None and secret and client.application_scope:
        return {**form, "grant_type": "client_credentials", "scope": client.application_scope}
    form |= {"grant_type": "refresh_token", "refresh_token": passwords.get(account)}
    return {**form, "scope": client.scope} if client.scope else form


def xoauth2(login: str, token: str) -> bytes:
    """What SASL XOAUTH2 sends first."""
    return f"user={login}\x01auth=Bearer {token}\x01\x01".encode()


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirected token request would show its secrets to whoever is named there."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def _ask(token_url: str, form: Mapping[str, str], context: ssl.SSLContext) -> Mapping[str, Any]:
    request = urllib.request.Request(token_url, urllib.parse.urlencode(form).encode())  # noqa: S310  https only
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _NoRedirects())
    try:
        with opener.open(request, timeout=TIMEOUT_SECONDS) as response:
            return _parsed(response.read(_LONGEST_ANSWER))
    except urllib.error.HTTPError as error:
        with error:
            return {"error": f"status {error.code}", **_parsed(error.read(_LONGEST_ANSWER))}
    except (OSError, HTTPException) as error:
        raise Unavailable("mail.oauth_unreachable", reason=str(error)) from None


def _parsed(body: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _reason(answer: Mapping[str, Any]) -> str:
    said = (answer.get("error"), answer.get("error_description"))
    return ": ".join(str(one)[:300] for one in said if one) or "no access_token in the answer"
