"""HTML that may be shown beside our own: an allow-list of what mails are made of, and nothing that acts."""

import html
import re

import nh3

from polydesk.kernel.html.balancing import balance
from polydesk.kernel.html.plain import to_text
from polydesk.kernel.html.walking import words

TAGS = words(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details "
    "dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q "
    "s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
# Gone with all that is in them; other unknown tags only lose their brackets.
DROPPED = words("script style title template noscript iframe object embed svg math select textarea option")
_TABLE = {"align", "valign", "bgcolor", "width", "height"}
_ATTRIBUTES = {
    "*": {"style", "dir", "lang", "title", "align"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "border"},
    "font": {"color", "face", "size"},
    "ol": {"start", "type"},
    "li": {"value"},
    "table": {*_TABLE, "border", "cellpadding", "cellspacing"},
    "tr": _TABLE,
    "td": {*_TABLE, "colspan", "rowspan"},
    "th": {*_TABLE, "colspan", "rowspan", "scope"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "hr": {"width", "size"},
    "time": {"datetime"},
}
# Nothing that positions, hides, animates, or takes an address.
PROPERTIES = words(
    "background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width border-collapse "
    "border-color border-left border-left-color border-left-style border-left-width border-right border-right-color "
    "border-right-style border-right-width border-spacing border-style border-top border-top-color border-top-style "
    "border-top-width border-width color direction font-family font-size font-style font-variant font-weight height "
    "letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top max-width "
    "padding padding-bottom padding-left padding-right padding-top text-align text-decoration text-indent "
    "text-transform vertical-align white-space width word-break word-spacing word-wrap"
)
# Only colours may be functions: no url(), image-set(), expression(), nor an escape that spells one. Nothing may move
# over what is beside it by a negative length.
ACTIVE_STYLE = re.compile(r"[a-z-]\s*\((?<!rgb\()(?<!rgba\()(?<!hsl\()(?<!hsla\()|[\\@<]|[\s:]-\.?[0-9]", re.IGNORECASE)
_IMAGE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_ROUNDS = 4
# nh3 takes quadratic time over ampersands, so they pass it in the guise of a character no text may have.
_AMPERSAND = "\ufdd0"


def sanitize(html_text: str) -> str:
    """A harmless fragment showing what `html_text` shows; sanitizing it again changes nothing.

    Links go to http, https, mailto, tel and cid only, images may also be `data:` in the common formats. Addresses
    relative to a page are dropped, as mails have no page.
    """
    cleaned = _clean(html_text)
    for _ in range(_ROUNDS):
        again = _clean(cleaned)
        if again == cleaned:
            return cleaned
        cleaned = again
    # Whatever reads differently each time it is read is up to no good.
    return _clean(html.escape(to_text(cleaned)))


def _clean(html_text: str) -> str:
    balanced = balance(html_text, allowed=TAGS, dropped=DROPPED)
    disguised = balanced.replace(_AMPERSAND, "").replace("&amp;", _AMPERSAND)
    return _CLEANER.clean(disguised).replace(_AMPERSAND, "&amp;")


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        # What is cut apart wrongly here is no declaration any more for nh3, which filters the rest afterwards.
        return ";".join(part for part in value.split(";") if not ACTIVE_STYLE.search(part))
    if name in ("href", "src") and value.strip().lower().startswith("data:"):
        is_image = tag == "img" and name == "src" and _IMAGE_DATA.fullmatch(value)
        return value if is_image else None
    return value


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=set(DROPPED),
    attributes=_ATTRIBUTES,
    attribute_filter=_filter_attribute,
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    url_relative="deny",
    link_rel="noopener noreferrer",
    filter_style_properties=PROPERTIES,
)
