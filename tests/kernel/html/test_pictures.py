"""Pictures within HTML are taken out of it."""

import base64
import time

import pytest

from polydesk.kernel.html.pictures import MOST_PICTURES, Picture, Pictures

GIF = b"GIF89a" * 4
URL = f"data:image/gif;base64,{base64.b64encode(GIF).decode()}"


def taken(html: str) -> tuple[str, list[Picture]]:
    found: list[Picture] = []

    def keep(picture: Picture) -> bool:
        found.append(picture)
        return True

    return Pictures(keep).take_out(html), found


@pytest.mark.parametrize("written", ['"{}"', "'{}'", "{}", '"{} "'])
def test_a_picture_becomes_a_reference(written: str) -> None:
    html, [picture] = taken(f"<p><img src={written.format(URL)}></p>")
    assert picture.content == GIF
    assert picture.content_type == "image/gif"
    assert "data:" not in html
    assert f"cid:{picture.content_id}" in html


def test_the_same_picture_is_one_file() -> None:
    html, found = taken(f'<img src="{URL}"><img src="{URL}">')
    assert len(found) == 1
    assert html.count("cid:") == 2


@pytest.mark.parametrize(
    "html",
    [
        '<img src="data:image/svg+xml;base64,PHN2Zz48L3N2Zz48L3N2Zz4=">',
        '<img src="data:text/html;base64,PHN2Zz48L3N2Zz48L3N2Zz4=">',
        '<img src="data:image/gif;base64,%%%%">',
        f"They wrote {URL} in the text.",
    ],
)
def test_what_is_no_picture_stays(html: str) -> None:
    assert taken(html) == (html, [])


def test_what_is_not_kept_leaves_nothing_behind() -> None:
    assert Pictures(lambda _picture: False).take_out(f'<img src="{URL}">') == '<img src="">'


def test_pictures_without_end_are_cut_off() -> None:
    many = "".join(f'<img src="data:image/gif;base64,{n:016d}">' for n in range(10_000))
    html, found = taken(many)
    assert len(found) == MOST_PICTURES
    assert "data:" not in html


@pytest.mark.parametrize(
    "piece", ['="data:image/gif;base64,', "=data:image/gif;base64,AAAAAAAAAAAAAAAAAA", "data:image/"]
)
def test_hostile_html_is_read_in_linear_time(piece: str) -> None:
    begun = time.perf_counter()
    taken(piece * 100_000)
    assert time.perf_counter() - begun < 2
