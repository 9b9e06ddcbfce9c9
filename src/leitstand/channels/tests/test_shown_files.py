"""A network that fetches files gets exactly the one it was given an address for, for two days, where it can reach this house."""

import hashlib

import pytest
from django.test import Client

from leitstand.channels import shown_files
from leitstand.kernel.post import Media
from leitstand.library.files import path_of
from leitstand.library.models import Asset

DATA = b"a picture, freed of everything hidden"
SHA = hashlib.sha256(DATA).hexdigest()
PICTURE = Media("a", SHA, "picture", "image/jpeg", len(DATA), 4, 3)


@pytest.fixture
def asset(owner, now, settings, tmp_path) -> Asset:
    settings.MEDIA_FOLDER = tmp_path
    settings.PUBLIC_URL = "https://leitstand.pruefwerk.example"
    path_of(SHA).parent.mkdir(parents=True)
    path_of(SHA).write_bytes(DATA)
    return Asset.objects.create(
        workspace=owner.workspace, kind="picture", name="Bild", state="ready", sha256=SHA, mime="image/jpeg",
        original_path="x", original_sha256="x", original_bytes=1, uploaded_at=now,
    )  # fmt: skip


def _fetch(address: str):
    return Client().get(address.removeprefix("https://leitstand.pruefwerk.example"))


def test_the_file_is_handed_out_without_a_sign_in(asset) -> None:
    answer = _fetch(shown_files.address_of(PICTURE))
    assert b"".join(answer.streaming_content) == DATA
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Robots-Tag"] == "noindex"


def test_another_file_cannot_be_guessed(asset) -> None:
    address = shown_files.address_of(PICTURE)
    assert _fetch(address[:-2] + "xx").status_code == 404
    assert _fetch("/kanaele/datei/" + SHA).status_code == 404


def test_after_two_days_the_address_is_worth_nothing(asset, monkeypatch) -> None:
    address = shown_files.address_of(PICTURE)
    monkeypatch.setattr(shown_files, "LASTS", shown_files.LASTS * 0)
    assert _fetch(address).status_code == 404


def test_a_file_that_was_deleted_is_gone_from_the_outside_too(asset, now) -> None:
    address = shown_files.address_of(PICTURE)
    Asset.objects.update(deleted_at=now)
    assert _fetch(address).status_code == 404


@pytest.mark.parametrize(
    ("url", "reachable"),
    [
        ("https://leitstand.pruefwerk.example", True),
        ("http://leitstand.pruefwerk.example", False),
        ("http://127.0.0.1:8000", False),
        ("https://leitstand.local", False),
        ("https://192.168.1.4", False),
    ],
)
def test_an_address_is_made_only_where_the_outside_can_reach_it(settings, url: str, reachable: bool) -> None:
    settings.PUBLIC_URL = url
    assert (shown_files.media_address() is not None) is reachable
