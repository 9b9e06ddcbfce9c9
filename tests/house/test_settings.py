"""Wrong settings are told in a sentence that says what to do; each fault with a bad and a good example."""

import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest

from leitstand.config import checks
from leitstand.config.settings import SETTINGS
from leitstand.house.core.roles import Permission
from leitstand.house.faults import FAULTS
from leitstand.house.reference import checks_markdown, permissions_markdown

ROOT = Path(__file__).resolve().parent.parent.parent


def ids(messages) -> list[str]:
    return [message.id for message in messages]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:8000", []),
        ("https://leitstand.firma.de", []),
        ("leitstand.firma.de", ["leitstand.E003"]),
        ("ftp://leitstand.firma.de", ["leitstand.E003"]),
        ("https://firma.de/leitstand", ["leitstand.E003"]),
        ("http://leitstand.firma.de", ["leitstand.W001"]),
    ],
)
def test_the_public_address_is_full_and_encrypted(url, told):
    assert ids(checks.public_url(url)) == told


@pytest.mark.parametrize(
    ("url", "is_on", "told"),
    [
        ("http://localhost:8000", True, []),
        ("https://leitstand.firma.de", False, []),
        ("https://leitstand.firma.de", True, ["leitstand.E004"]),
    ],
)
def test_error_details_are_for_ones_own_machine(url, is_on, told):
    assert ids(checks.debug(url, is_on=is_on)) == told


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("smtp://leitstand:geheim@mail.firma.de:587", []),
        ("smtps://mail.firma.de", []),
        ("", ["leitstand.I001"]),
        ("mail.firma.de:587", ["leitstand.E005"]),
        ("smtp://mail.firma.de:port", ["leitstand.E005"]),
        ("http://mail.firma.de", ["leitstand.E005"]),
    ],
)
def test_the_mail_server_can_be_read(url, told):
    assert ids(checks.mail_server(url)) == told


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("leitstand@firma.de", []),
        ("Leitstand <leitstand@firma.de>", []),
        ("leitstand@localhost", []),
        ("Leitstand", ["leitstand.E008"]),
    ],
)
def test_mails_come_from_an_address(address, told):
    assert ids(checks.sender(address)) == told


def test_missing_time_zones_are_told():
    def unknown(_name):
        raise ZoneInfoNotFoundError

    assert ids(checks.time_zones(unknown)) == ["leitstand.E006"]
    assert checks.time_zones() == []


def test_a_slip_of_the_pen_in_a_name_is_told():
    assert ids(checks.names(["LEITSTAND_URL", "PATH"])) == []
    [told] = checks.names(["LEITSTAND_UPLAOD_MB"])
    assert told.id == "leitstand.W002"
    assert "LEITSTAND_UPLAOD_MB" in told.msg


def test_secrets_that_others_can_read_are_told(tmp_path):
    tmp_path.chmod(0o700)
    assert checks.secrets_folder(tmp_path) == []
    tmp_path.chmod(0o750)
    assert ids(checks.secrets_folder(tmp_path)) == ["leitstand.W003"]


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ('[[rule]]\nid = "OWN-01"', "own.toml OWN-01"),
        ("[[rule", "own.toml"),
        ("rule = 3", "own.toml"),
        ("[facts.own_x]\nkind = 1", "own_x"),
    ],
)
def test_a_broken_rule_of_ones_own_is_told_at_the_start_with_where_it_stands(broken, named, tmp_path):
    folder = tmp_path / "rules"
    assert checks.own_rules(folder) == []
    folder.mkdir()
    (folder / "own.toml").write_text(broken)
    [told] = checks.own_rules(folder)
    assert told.id == "leitstand.E009"
    assert named in told.msg


@pytest.mark.parametrize(
    ("setting", "value", "fault"),
    [
        ("DATABASE_URL", "mysql://localhost/leitstand", "leitstand.E002"),
        ("LEITSTAND_UPLOAD_MB", "viel", "leitstand.E007"),
        ("LEITSTAND_UPLOAD_MB", "0", "leitstand.E007"),
        ("LEITSTAND_DATA", "/dev/null/leitstand", "leitstand.E001"),
    ],
)
def test_what_leaves_nothing_to_start_with_ends_the_start_in_one_sentence(setting, value, fault, tmp_path):
    environment = {
        **os.environ,
        "LEITSTAND_DATA": str(tmp_path),
        "DATABASE_URL": "postgresql://localhost/leitstand",
        "PYTHONPATH": str(ROOT / "src"),
        setting: value,
    }
    done = subprocess.run(
        [sys.executable, "-c", "import leitstand.config.settings"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert f"{fault}: " in done.stderr.splitlines()[-1]
    assert FAULTS[fault].hint in done.stderr.splitlines()[-1]


def test_every_fault_has_a_place_in_the_reference():
    assert all(f"`{fault}`" in checks_markdown() for fault in FAULTS)


def test_every_permission_has_a_place_in_the_reference():
    assert all(f"`{permission.value}`" in permissions_markdown() for permission in Permission)


def test_every_setting_says_what_it_is_for():
    assert all(purpose.endswith(".") for _default, purpose in SETTINGS.values())
