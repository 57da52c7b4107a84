"""What browsers are told about files of strangers."""

import pytest

from polydesk.kernel.downloads import download_headers, is_shown


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "text/plain; charset=utf-8", "IMAGE/PNG"])
def test_safe_types_are_shown_in_place_if_that_is_wanted(kind: str) -> None:
    assert is_shown(kind)
    assert download_headers("a", kind, may_show=True)["Content-Disposition"].startswith("inline;")
    assert download_headers("a", kind, may_show=False)["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    "kind",
    [
        "text/html",
        "image/svg+xml",
        "text/xml",
        "",
        "image/png\r\nX: y",
        "image/png, text/html",
        "text/plain; charset=x, text/html",
        "application/pdf;,image/svg+xml",
    ],
)
def test_what_could_act_is_kept(kind: str) -> None:
    headers = download_headers("a", kind, may_show=True)
    assert headers["Content-Disposition"].startswith("attachment;")
    assert "\n" not in headers["Content-Type"]


def test_a_name_is_written_twice_and_breaks_out_of_neither() -> None:
    disposition = download_headers('ä"; x="\r\n/../b.txt', "text/plain", may_show=False)["Content-Disposition"]
    assert disposition == (
        'attachment; filename="__; x=___\r\n'.replace("\r\n", "")
        + "_.._b.txt\"; filename*=UTF-8''%C3%A4%22%3B%20x%3D%22%0D%0A%2F..%2Fb.txt"
    )
