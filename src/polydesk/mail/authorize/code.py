"""Consent in a browser that is sent back to this machine (RFC 6749, 4.1; RFC 8252), with PKCE (RFC 7636).

The browser may be on another machine, where the way back leads nowhere: then its address is pasted here.
"""

import base64
import hashlib
import hmac
import secrets
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field

from polydesk.mail.authorize.grant import Applicant, NotAuthorized
from polydesk.mail.oauth import Client

GOOGLE_SCOPE = "https://mail.google.com/"
STRAY = "mail.authorize_stray"
"""The error of an address that answers some other sign-in, or none."""
_MOST_FIELDS = 50
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Request:
    """One attempt: nobody can guess its state, and its code is of use only to who has the verifier."""

    redirect_uri: str
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(64))

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def authorize_by_code(applicant: Applicant, redirect_uri: str, send: Callable[[str, Request], str]) -> None:
    """`send` shows a person the address to open, and returns the one the browser was sent back to.

    Raises NotAuthorized.
    """
    request = Request(redirect_uri)
    redeem(applicant, request, send(consent_url(applicant.client, request), request))


def redeem(applicant: Applicant, request: Request, address: str) -> None:
    """Keep what the address the browser was sent back to is worth. Raises NotAuthorized."""
    form = {
        "grant_type": "authorization_code",
        "code": code_in(address, request),
        "redirect_uri": request.redirect_uri,
        "code_verifier": request.verifier,
    }
    applicant.keep(applicant.ask_for_token(form))


def consent_url(client: Client, request: Request) -> str:
    """`offline` and `consent` are how Google is asked for a refresh token, every time."""
    query = {
        "client_id": client.client_id,
        "redirect_uri": request.redirect_uri,
        "response_type": "code",
        "scope": client.scope or GOOGLE_SCOPE,
        "state": request.state,
        "code_challenge": request.challenge,
        "code_challenge_method": "S256",
        "access_type": "offline",
        "prompt": "consent",
    }
    return f"{client.authorize_url}?{urllib.parse.urlencode(query)}"


def code_in(address: str, request: Request) -> str:
    """Raises NotAuthorized for an address that is not the answer to this request."""
    try:
        query = urllib.parse.urlsplit(address.strip()[:_LONGEST]).query
        values = {name: found[0] for name, found in urllib.parse.parse_qs(query, max_num_fields=_MOST_FIELDS).items()}
    except ValueError:
        values = {}
    if not hmac.compare_digest(values.get("state", "").encode(), request.state.encode()):
        raise NotAuthorized(STRAY, message="this address does not answer this sign-in; begin again")
    if "error" in values:
        said = ": ".join(values[name][:300] for name in ("error", "error_description") if name in values)
        raise NotAuthorized("mail.authorize", message=f"the sign-in was declined: {said}")
    if "code" not in values:
        raise NotAuthorized("mail.authorize", message="the address has no code in it")
    return values["code"]
