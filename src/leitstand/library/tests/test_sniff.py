"""What a file is, its bytes say: neither name nor type of the browser is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.library.core.sniff import sniff


@pytest.mark.parametrize(
    ("head", "mime", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg", "picture"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png", "picture"),
        (b"GIF89a\x01\x00", "image/gif", "picture"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp", "picture"),
        (b"\x00\x00\x00\x20ftypavif\x00", "image/avif", "picture"),
        (b"\x00\x00\x00\x20ftypisom\x00", "video/mp4", "video"),
        (b"\x00\x00\x00\x14ftypqt  \x00", "video/quicktime", "video"),
        (b"\x1aE\xdf\xa3\x9fB\x86", "video/webm", "video"),
    ],
)
def test_the_types_that_are_taken(head, mime, kind):
    assert (sniff(head).mime, sniff(head).kind, sniff(head).refusal) == (mime, kind, "")


@pytest.mark.parametrize(
    ("head", "refusal"),
    [
        (b"", "empty"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">', "svg"),
        (b"\xef\xbb\xbf\n <SVG onload=alert(1)>", "svg"),
        (b"<!-- harmless --><svg>", "svg"),
        (b"\x00\x00\x00\x20ftypheic\x00", "heic"),
        (b"%PDF-1.7", "document"),
        (b"PK\x03\x04", "document"),
        (b"ID3\x04", "sound"),
        (b"\x00\x00\x00\x20ftypM4A \x00", "sound"),
        (b"<html><body>", "unknown"),
        (b"MZ\x90\x00", "unknown"),
    ],
)
def test_the_types_that_are_not_taken_say_why(head, refusal):
    assert sniff(head).refusal == refusal


@given(st.binary(max_size=200))
def test_every_file_is_something_or_says_why_not(head):
    found = sniff(head)
    assert bool(found.kind) != bool(found.refusal)
