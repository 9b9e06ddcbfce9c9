"""What a page says about itself is read as browsers would read it, and no page costs more than its length."""

import time

import pytest

from leitstand.connector_kit.pages import decoded
from leitstand.publishing.core.page_head import read_page


def test_social_tags_come_before_the_page_s_own_words():
    page = read_page(
        """<!doctype html><html><head><title>Eigener\n Titel</title>
        <meta name=description content='Eigene "Worte" &ndash; kurz'>
        <META PROPERTY="og:title" CONTENT="Tür &amp; Tor > Halle"/>
        <meta property="og:title" content="Der zweite gilt nicht">
        <meta property="og:image" content=" /bild.jpg?a=1&amp;b=2 "></head>"""
    )
    assert page.title == "Tür & Tor > Halle"
    assert page.description == 'Eigene "Worte" – kurz'
    assert page.picture_url == "/bild.jpg?a=1&b=2"


@pytest.mark.parametrize(
    "html",
    [
        "<TITLE lang=de>Werkhalle</TITLE>",
        "<!-- <title>Alt</title> --><title>Werkhalle</title>",
        "<script>document.write('<title>Nein</title>')</script><title>Werkhalle</title>",
        "<svg><title>Zeichen</title></svg><title>Werkhalle</title>",
        "<title>Werkhalle</title><title>Zweiter</title>",
        "<title>Werkhalle",
        "İİİ<title>Werkhalle</title>",
        '<meta property="og:title" content=Werkhalle>',
        "<metadata><meta property='og:title' content='Werkhalle'>",
    ],
)
def test_the_title_is_found_as_browsers_find_it(html):
    assert read_page(html).title == "Werkhalle"


@pytest.mark.parametrize(
    "html", ["", "<title>", "<meta", "<meta content", "<meta content=", "<meta content='", "<!--", "<![a["]
)
def test_a_page_cut_off_anywhere_is_no_error(html):
    assert read_page(html).title == ""


@pytest.mark.parametrize(
    "unit",
    ["<", "<!--", "<!", "<?", "<![a", "</", "<a x=", "<meta ", "<meta x=", "<meta x='", "<meta x=''", "<title>", "<title ",
     "<script>", "<svg ", "&amp", "<meta / ", "<meta content=&#"],
)  # fmt: skip
def test_a_page_made_to_take_long_takes_no_longer_than_others(unit):
    html = unit * (1_000_000 // len(unit))
    began = time.process_time()
    read_page(html)
    assert time.process_time() - began < 5


def test_an_encoding_pages_do_not_have_is_not_tried():
    raw = '<meta charset="punycode"><title>Tür</title>'.encode()
    assert read_page(decoded(raw, "idna")).title == "Tür"
    assert read_page(decoded("<title>Tür</title>".encode("cp1252"), "Windows-1252")).title == "Tür"
