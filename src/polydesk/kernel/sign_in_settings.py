"""The settings of signing in at an OpenID provider."""

from urllib.parse import urlsplit

from polydesk.kernel.setting_kinds import Setting

LOCAL = ("localhost", "127.0.0.1", "::1")
"""Names of this machine, which is reached without TLS as well."""
_LONGEST_ISSUER = 500


def is_issuer(url: str) -> bool:
    """Nothing, or an address without query and fragment, of https unless it is on this machine."""
    if not url:
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    is_plain = not (parts.query or parts.fragment or "@" in parts.netloc) and url.isascii() and url.isprintable()
    return is_safe and is_plain and bool(parts.hostname) and len(url) <= _LONGEST_ISSUER


SIGN_IN_SETTINGS = (
    Setting("OIDC::Issuer", "", "The OpenID provider agents may sign in at (https); empty: none.", check=is_issuer),
    Setting("OIDC::ClientID", "", "What the desk is called there."),
    Setting("OIDC::Name", "", "What the provider is called on the button; empty: its host."),
    Setting("OIDC::Scopes", ["openid", "profile", "email"], "What the desk asks the provider for."),
    Setting(
        "OIDC::LoginClaim",
        "preferred_username",
        "What the provider says that is an agent's login at the first sign-in.",
    ),
    Setting("OIDC::CreateAgents", False, "People the desk does not know become agents at their first sign-in."),
    Setting("OIDC::GroupsClaim", "groups", "What the provider says that decides about groups and roles of new agents."),
    Setting("OIDC::GroupMap", [], "Groups of new agents, as `what the provider says = group of the desk`."),
    Setting("OIDC::RoleMap", [], "Roles of new agents, as `what the provider says = role of the desk`."),
    Setting(
        "OIDC::AllowedNetworks",
        [],
        "Addresses or networks of a provider that is not public, such as 10.1.2.0/24; this machine needs no mention.",
    ),
    Setting("OIDC::CAFile", "", "Further certificate authorities for the provider (PEM)."),
)
