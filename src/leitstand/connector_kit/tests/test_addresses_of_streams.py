"""What people type for the server of a stream becomes one address, or is refused."""

import pytest

from leitstand.connector_kit.addresses import stream_address
from leitstand.connector_kit.errors import Refused


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("stream.example.org", "wss://stream.example.org"),
        (" wss://stream.example.org/ ", "wss://stream.example.org"),
        ("https://stream.example.org:6008/subscribe?x=1", "wss://stream.example.org:6008/subscribe"),
        ("ws://127.0.0.1:6008", "ws://127.0.0.1:6008"),
        ("ws://jetstream.internal:6008", "ws://jetstream.internal:6008"),
    ],
)
def test_an_address_is_written_as_people_write_it(typed, address):
    assert stream_address(typed) == address


@pytest.mark.parametrize(
    "typed", ["", "ftp://stream.example.org", "ws://outside.example.org", "wss://me:pw@x.org", "kein"]
)
def test_what_is_no_address_or_not_encrypted_is_refused(typed):
    with pytest.raises(Refused):
        stream_address(typed)
