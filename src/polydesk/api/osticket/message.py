"""The message of a request, in JSON and in XML. Specification, section 6."""

from typing import Any

from polydesk.api.osticket.data_url import DataUrl, decode_base64, decode_text, decode_unnamed, parse_data_url
from polydesk.api.osticket.words import text
from polydesk.api.osticket.xml_input import TEXT
from polydesk.desk.intake.submission import Text
from polydesk.desk.intake.texts import truthy

HTML = "text/html"


def json_message(value: Any, *, as_original: bool) -> Text:
    """`value` is a scalar. Zero is no message to the original."""
    body = "" if as_original and not truthy(value) else text(value)
    url = parse_data_url(body, as_original=as_original)
    if url is None:
        return Text(body=body)
    is_html = url.type == HTML if as_original else url.type.strip().lower() == HTML
    return Text(body=(_garbled if as_original else _decoded)(url), is_html=is_html)


def xml_message(value: Any, *, as_original: bool) -> Text:
    """`value` is a text, or a mapping with attributes and a text."""
    if not isinstance(value, dict):
        return Text(body=text(value))
    body, is_html = text(value.get(TEXT)), text(value.get("type")).strip().lower() == HTML
    charset = text(value.get("encoding"))
    if as_original and charset:
        body = decode_text(body.encode(), charset) or body
    return Text(body=body, is_html=is_html)


def _decoded(url: DataUrl) -> str:
    """JSON holds characters, so a character set only says something about what is in base64."""
    if not url.is_base64:
        return url.content
    content = decode_base64(url.content) or b""
    named = decode_text(content, url.charset) if url.charset else None
    return decode_unnamed(content) if named is None else named


def _garbled(url: DataUrl) -> str:
    """The bytes are taken for Latin-1 unless a character set is named, even those of UTF-8."""
    content = (decode_base64(url.content) or b"") if url.is_base64 else url.content.encode()
    named = decode_text(content, url.charset) if url.charset else None
    return content.decode("latin-1").replace("\0", "") if named is None else named
