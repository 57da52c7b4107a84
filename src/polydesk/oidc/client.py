"""The authorization code flow with PKCE, as a client: OpenID Connect Core 1.0, RFC 7636, RFC 9207."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from polydesk.desk.identity_provider import IdentityRefused, Provider, ProviderUnavailable, Question, Reply
from polydesk.oidc.ask import as_client, post, read
from polydesk.oidc.id_token import verified
from polydesk.oidc.keys import Keys
from polydesk.oidc.metadata import Discovery, Metadata


class Client:
    def __init__(self) -> None:
        self._discovery = Discovery()
        self._keys: dict[tuple[Provider, str], Keys] = {}

    def question_url(self, provider: Provider, question: Question) -> str:
        place = self._discovery.of(provider).authorization_endpoint
        asked = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": question.redirect_uri,
            "scope": " ".join(dict.fromkeys(["openid", *provider.scopes])),
            "state": question.state,
            "nonce": question.nonce,
            "code_challenge": question.challenge,
            "code_challenge_method": "S256",
        }
        return _with(place, asked)

    def identify(self, provider: Provider, reply: Reply, *, wanted: Sequence[str]) -> Mapping[str, Any]:
        metadata = self._discovery.of(provider)
        if reply.issuer != provider.issuer and (reply.issuer or metadata.says_issuer):
            raise IdentityRefused("the answer is of another provider")
        tokens = _tokens(provider, metadata, reply)
        claims = verified(tokens.get("id_token"), provider, self._keys_of(provider, metadata), reply.nonce)
        if metadata.userinfo_endpoint and not all(name in claims for name in wanted):
            return {**_userinfo(provider, metadata, tokens, claims["sub"]), **claims}
        return claims

    def way_out(self, provider: Provider, return_to: str) -> str | None:
        place = self._discovery.of(provider).end_session_endpoint
        return _with(place, {"client_id": provider.client_id, "post_logout_redirect_uri": return_to}) if place else None

    def _keys_of(self, provider: Provider, metadata: Metadata) -> Keys:
        key = (provider, metadata.jwks_uri)
        if key not in self._keys:
            self._keys = {key: Keys(*key)}
        return self._keys[key]


def _tokens(provider: Provider, metadata: Metadata, reply: Reply) -> Mapping[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": reply.code,
        "redirect_uri": reply.redirect_uri,
        "code_verifier": reply.verifier,
    }
    headers: dict[str, str] = {}
    if provider.client_secret and metadata.takes_basic:
        headers = as_client(provider.client_id, provider.client_secret)
    else:
        form["client_id"] = provider.client_id
        if provider.client_secret:
            form["client_secret"] = provider.client_secret
    status, tokens = post(metadata.token_endpoint, provider.rules, form, headers)
    if status >= 500:
        raise ProviderUnavailable(f"it answered {status}")
    if status != 200:
        raise IdentityRefused(f"the provider refused the code: {str(tokens.get('error', status))[:100]}")
    return tokens


def _userinfo(provider: Provider, metadata: Metadata, tokens: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
    """Some providers say little in the ID token. What is said of somebody else counts for nothing."""
    token = tokens.get("access_token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise IdentityRefused("there is no access token")
    said = read(metadata.userinfo_endpoint, provider.rules, {"Authorization": f"Bearer {token}"})
    if said.get("sub") != subject:
        raise IdentityRefused("what the provider says is of somebody else")
    return said


def _with(place: str, parameters: Mapping[str, str]) -> str:
    return f"{place}{'&' if '?' in place else '?'}{urlencode(parameters)}"
