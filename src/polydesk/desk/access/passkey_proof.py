"""What browsers are told to make or prove a passkey, and whether their answer does: WebAuthn by py_webauthn.

It is loaded when somebody first uses a passkey: it takes more memory than the rest of sign-in.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from polydesk.desk.access.passkeys import KnownPasskey, NewPasskey
from polydesk.kernel.errors import Forbidden

LONGEST_ANSWER = 20_000
_LONGEST_ID = 1_364
"""1023 bytes, as Base64."""
_TIMEOUT_MILLISECONDS = 240_000


class NotProved(Forbidden):
    """The answer is not one of this passkey to what was asked."""

    def __init__(self, reason: str) -> None:
        super().__init__("passkey.not_proved", reason=reason)


@dataclass(frozen=True, slots=True)
class Place:
    """The address of the desk as browsers know it, and the name passkeys are bound to."""

    origin: str
    rp_id: str


def making_options(
    place: Place, *, product: str, login: str, full_name: str, user_handle: str, challenge: bytes, known: Sequence[str]
) -> str:
    """JSON for `navigator.credentials.create`. `known` are ids of passkeys the agent has."""
    options = generate_registration_options(
        rp_id=place.rp_id,
        rp_name=product,
        user_id=base64url_to_bytes(user_handle),
        user_name=login,
        user_display_name=full_name or login,
        challenge=challenge,
        timeout=_TIMEOUT_MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_described(known),
    )
    return options_to_json(options)


def proving_options(place: Place, *, challenge: bytes, allowed: Sequence[str] = ()) -> str:
    """JSON for `navigator.credentials.get`. Without `allowed` the person chooses among all they have for the desk."""
    options = generate_authentication_options(
        rp_id=place.rp_id,
        challenge=challenge,
        timeout=_TIMEOUT_MILLISECONDS,
        allow_credentials=_described(allowed),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def made(answer: str, place: Place, challenge: bytes) -> NewPasskey:
    """The passkey a browser has made. Raises NotProved."""
    try:
        found = verify_registration_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=challenge,
            expected_rp_id=place.rp_id,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except Exception as error:  # noqa: BLE001  the library takes many formats, and stumbles over what is none in many ways
        raise _refused(error) from None
    credential_id = bytes_to_base64url(found.credential_id)
    if len(credential_id) > _LONGEST_ID:
        raise NotProved("the id is too long")
    return NewPasskey(credential_id, bytes_to_base64url(found.credential_public_key), found.sign_count)


def id_in(answer: str) -> str:
    """Which passkey the answer says it is of; empty if it makes no sense."""
    try:
        sent = json.loads(answer[:LONGEST_ANSWER])
    except (ValueError, RecursionError):
        return ""
    found = sent.get("id") if isinstance(sent, dict) else None
    return found if isinstance(found, str) and found.isascii() and len(found) <= _LONGEST_ID else ""


def proved(answer: str, place: Place, challenge: bytes, passkey: KnownPasskey) -> int:
    """The new count of signatures. Raises NotProved."""
    try:
        found = verify_authentication_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=challenge,
            expected_rp_id=place.rp_id,
            expected_origin=place.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
        handle = json.loads(answer)["response"].get("userHandle")
    except Exception as error:  # noqa: BLE001  as above
        raise _refused(error) from None
    if handle is not None and handle != passkey.user_handle:
        raise NotProved("it is of somebody else")
    return found.new_sign_count


def _described(ids: Sequence[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in ids]


def _refused(error: Exception) -> NotProved:
    structlog.get_logger().info("passkey_not_proved", error=type(error).__name__, reason=str(error)[:200])
    return NotProved(str(error)[:100])
