"""Access tokens of Microsoft 365 and Google for mail (RFC 6749, sections 4.4 and 6)."""

import ssl
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from polydesk.kernel.errors import Invalid, Unavailable
from polydesk.mail.oauth_server import ask, reason
from polydesk.mail.passwords import Passwords, of_client

_GOOGLE = "https://oauth2.googleapis.com/token"
_GOOGLE_CONSENT = "https://accounts.google.com/o/oauth2/v2/auth"
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
    authorize_url: str
    """Where a person consents to it."""
    device_url: str
    """Where a device without a browser asks for that; empty where that is not offered."""


def client_of(oauth: Mapping[str, Any], purpose: str) -> Client:
    """From the configuration: provider (microsoft, google), client_id, tenant, and other addresses than the provider's
    own: token_url, authorize_url, device_url. Raises Invalid.
    """
    provider = str(oauth.get("provider", ""))
    if provider not in ("microsoft", "google") or not oauth.get("client_id"):
        raise Invalid("mail.oauth", provider=provider)
    tenant = urllib.parse.quote(str(oauth.get("tenant") or "common"), safe="")
    default = _GOOGLE if provider == "google" else _MICROSOFT.format(tenant=tenant)
    token_url = str(oauth.get("token_url") or default)
    client_id, base = str(oauth["client_id"]), token_url.removesuffix("/token")
    if provider == "google":
        client = Client(token_url, client_id, "", "", str(oauth.get("authorize_url") or _GOOGLE_CONSENT), "")
    else:
        scope = f"{_OUTLOOK}{PURPOSES[purpose]} offline_access"
        consent = str(oauth.get("authorize_url") or f"{base}/authorize")
        device = str(oauth.get("device_url") or f"{base}/devicecode")
        client = Client(token_url, client_id, scope, _APPLICATION, consent, device)
    for url in filter(None, (client.token_url, client.authorize_url, client.device_url)):
        if urllib.parse.urlsplit(url).scheme != "https":
            raise Invalid("mail.oauth_needs_https", url=url)
    return client


def access_token(
    oauth: Mapping[str, Any], purpose: str, account: str, passwords: Passwords, context: ssl.SSLContext
) -> str:
    """A fresh token for the account whose refresh token is stored under that name; if the answer brings a new one, it
    takes the old one's place. Without a refresh token, Microsoft gives one to the application itself, for its secret.

    Raises Unavailable when there is none to be had, with the server's own reason.
    """
    client = client_of(oauth, purpose)
    form = _form(client, account, passwords)
    answer = ask(client.token_url, form, context)
    token, renewed = answer.get("access_token"), answer.get("refresh_token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise Unavailable("mail.oauth_refused", reason=reason(answer))
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
