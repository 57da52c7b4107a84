"""What a client believes a provider."""

import hashlib
import hmac
import time
from collections.abc import Iterator, Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from jwt.utils import base64url_encode

from polydesk.desk.identity_provider import IdentityRefused, ProviderUnavailable, Question, Reply
from polydesk.desk.identity_provider import Provider as Known
from polydesk.desk.poster import Rules
from polydesk.oidc.ask import AWAY_SECONDS, Away
from polydesk.oidc.client import Client
from tests.oidc.provider import CLIENT, SECRET, WEAK, Claims, Provider, private_key, providing, signed


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with providing() as one:
        yield one


@pytest.fixture
def provider(running: Provider) -> Provider:
    """One server for all, which forgets what the test before has made it do."""
    running.changes, running.metadata, running.sign, running.key = {}, {}, signed, "first"
    return running


def known(provider: Provider) -> Known:
    rules = Rules(allow_http=True, networks=("127.0.0.0/8",), settings="OIDC")
    return Known(provider.issuer, CLIENT, SECRET, (), rules)


def identified(provider: Provider) -> Mapping[str, Any]:
    """What a client takes from an ID token of this provider."""
    client, verifier = Client(), "v" * 43
    challenge = base64url_encode(hashlib.sha256(verifier.encode()).digest()).decode()
    url = client.question_url(known(provider), Question("https://desk.test/back", "state", "nonce", challenge))
    code = provider.let_in(url)["code"]
    reply = Reply(code, provider.issuer, "https://desk.test/back", "nonce", verifier)
    return client.identify(known(provider), reply, wanted=("preferred_username",))


def _unsigned(claims: Claims, _key: str) -> str:
    return jwt.encode(claims, "", algorithm="none")


def _by_the_public_key(claims: Claims, key: str) -> str:
    """As somebody signs who has read the public key, hoping that it is taken for a shared secret."""
    public = private_key(key).public_key()
    text = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    head, body = jwt.encode(claims, "x" * 32, algorithm="HS256", headers={"kid": key}).split(".")[:2]
    signature = hmac.digest(text, f"{head}.{body}".encode(), "sha256")
    return f"{head}.{body}.{base64url_encode(signature).decode()}"


def _by_a_stranger(claims: Claims, key: str) -> str:
    return jwt.encode(claims, private_key("stranger"), algorithm="RS256", headers={"kid": key})


def _by_an_unknown_key(claims: Claims, _key: str) -> str:
    return signed(claims, "stranger")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"nonce": "other"}, "another question"),
        ({"nonce": None}, "another question"),
        ({"nonce": 1}, "another question"),
        ({"aud": "other"}, "InvalidAudienceError"),
        ({"aud": None}, "MissingRequiredClaimError"),
        ({"aud": [CLIENT, "other"]}, "for several"),
        ({"aud": [CLIENT, "other"], "azp": "other"}, "for somebody else"),
        ({"azp": "other"}, "for somebody else"),
        ({"iss": "https://other.example"}, "InvalidIssuerError"),
        ({"iss": None}, "MissingRequiredClaimError"),
        ({"exp": 1}, "ExpiredSignatureError"),
        ({"exp": None}, "MissingRequiredClaimError"),
        ({"iat": None}, "MissingRequiredClaimError"),
        ({"iat": 4_000_000_000, "exp": 4_000_000_100}, "ImmatureSignatureError"),
        ({"nbf": 4_000_000_000}, "ImmatureSignatureError"),
        ({"sub": None}, "MissingRequiredClaimError"),
        ({"sub": ""}, "of nobody"),
        ({"sub": "x" * 256}, "of nobody"),
        ({"sub": 1}, "InvalidSubjectError"),
    ],
)
def test_a_token_that_is_not_for_us_now_is_refused(provider: Provider, wrong: Claims, why: str) -> None:
    provider.changes = wrong
    with pytest.raises(IdentityRefused) as refused:
        identified(provider)
    assert why in refused.value.reason


@pytest.mark.parametrize(
    ("sign", "why"),
    [
        (_unsigned, "not signed with a key pair"),
        (_by_the_public_key, "not signed with a key pair"),
        (_by_a_stranger, "InvalidSignatureError"),
        (_by_an_unknown_key, "a key the provider does not name"),
        (lambda _claims, _key: "", "there is no ID token"),
        (lambda _claims, _key: ["x"], "there is no ID token"),
        (lambda _claims, _key: "a.b.c", "DecodeError"),
        (lambda _claims, _key: "\u00e9", "DecodeError"),
    ],
)
def test_a_token_the_provider_has_not_signed_is_refused(provider: Provider, sign: Any, why: str) -> None:
    provider.sign = sign
    with pytest.raises(IdentityRefused) as refused:
        identified(provider)
    assert why in refused.value.reason


@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
def test_a_key_that_can_be_broken_is_none(provider: Provider) -> None:
    provider.key = WEAK
    with pytest.raises(IdentityRefused, match=r"oidc\.refused") as refused:
        identified(provider)
    assert "InvalidKeyError" in refused.value.reason


def test_clocks_may_differ_by_a_minute(provider: Provider) -> None:
    now = int(time.time())
    provider.changes = {"iat": now + 30, "exp": now - 30}
    assert identified(provider)["sub"] == "0815"


def test_several_may_be_meant_if_we_have_asked(provider: Provider) -> None:
    provider.changes = {"aud": [CLIENT, "other"], "azp": CLIENT}
    assert identified(provider)["sub"] == "0815"


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": "http://id.example/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"token_endpoint": "x" * 3000},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
)
def test_what_it_says_about_itself_is_checked(provider: Provider, said: Any) -> None:
    provider.metadata = said
    with pytest.raises(ProviderUnavailable):
        identified(provider)


def test_one_that_did_not_answer_is_left_alone_for_a_while() -> None:
    now = 0.0
    away = Away(clock=lambda: now)
    away.note("id.example")
    away.check("other.example")
    with pytest.raises(ProviderUnavailable):
        away.check("id.example")
    now = AWAY_SECONDS
    away.check("id.example")


def test_the_secret_is_not_shown_with_the_rest(provider: Provider) -> None:
    assert SECRET not in repr(known(provider))
