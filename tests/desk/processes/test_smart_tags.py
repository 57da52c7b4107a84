"""Tags in the values of actions."""

from hypothesis import given
from hypothesis import strategies as st

from polydesk.desk.processes.smart_tags import MOST_CHARACTERS, fill

VALUES: dict[str, str | list[str]] = {
    "Title": "Printer",
    "Queue": "Raw",
    "DynamicField_Room": "3.14",
    "DynamicField_Room_Value": "Room 3.14",
    "DynamicField_Topics": ["red", "blue"],
}


def filled(text: str, **beside: str) -> object:
    return fill({"Body": text, **beside}, VALUES, lambda name: name if name == "otrs_config_fqdn" else "")["Body"]


def test_all_families_words_are_known() -> None:
    assert filled("<OTRS_TICKET_Title> <OTOBO_TICKET_Title> <ZNUNY_Ticket_Queue>") == "Printer Printer Raw"


def test_dynamic_fields_have_their_keys_and_their_labels() -> None:
    tags = "<OTRS_Ticket_DynamicField_Room>, <OTRS_TICKET_DynamicField_Room_Value>"
    assert filled(tags) == "3.14, Room 3.14"


def test_a_tag_alone_stands_for_all_values() -> None:
    assert filled("<OTRS_TICKET_DynamicField_Topics>") == ["red", "blue"]
    assert filled("in <OTRS_TICKET_DynamicField_Topics>") == "in red, blue"


def test_unknown_tags_are_taken_out() -> None:
    assert filled("a<OTRS_TICKET_Nothing>b<OTRS_CONFIG_Secret>c") == "abc"


def test_other_tags_are_those_of_mail_texts() -> None:
    assert filled("<OTRS_CONFIG_FQDN>") == "otrs_config_fqdn"


def test_what_was_put_in_is_not_looked_at_again() -> None:
    """Class: expansion of what strangers write."""
    values: dict[str, str | list[str]] = {"Title": "<OTRS_TICKET_CustomerID>", "CustomerID": "secret"}
    assert fill({"Subject": "<OTRS_TICKET_Title>"}, values, lambda _: "")["Subject"] == "<OTRS_TICKET_CustomerID>"


def test_html_takes_values_as_text() -> None:
    """Class: cross-site scripting."""
    values: dict[str, str | list[str]] = {"Title": "<script>alert(1)</script>\n&"}
    made = fill({"Body": "<p><OTRS_TICKET_Title></p>", "MimeType": "text/html"}, values, lambda _: "")
    assert made["Body"] == "<p>&lt;script&gt;alert(1)&lt;/script&gt;<br>\n&amp;</p>"


def test_no_text_grows_without_end() -> None:
    values: dict[str, str | list[str]] = {"Title": "x" * 1000}
    made = fill({"Body": "<OTRS_TICKET_Title>" * 1000}, values, lambda _: "")
    assert len(made["Body"]) == MOST_CHARACTERS


@given(st.text())
def test_a_text_without_tags_stays_as_it_is(text: str) -> None:
    if "<O" not in text.upper() and "<Z" not in text.upper():
        assert filled(text) == text
