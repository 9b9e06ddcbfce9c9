"""Numbers of an imprint: their form, the check digit of the USt-IdNr., and finding them in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.compliance.core.numbers import (
    read_numbers,
    register_number_is_right,
    ust_id_is_right,
    w_id_is_right,
)

RIGHT = "DE136695976"


@pytest.mark.parametrize(
    "number", [RIGHT, "DE 136 695 976", "de136695976", "DE129273398", "DE811128135", "DE129515865"]
)
def test_a_right_ust_id_is_taken_with_or_without_gaps(number):
    assert ust_id_is_right(number)


@pytest.mark.parametrize(
    "number",
    ["DE123456789", "DE136695975", "DE13669597", "DE1366959760", "136695976", "ATU13585627", "DE036695976", ""],
)
def test_a_wrong_ust_id_is_refused(number):
    assert not ust_id_is_right(number)


@given(st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place, more):
    digits = list(RIGHT[2:])
    digits[place] = str((int(digits[place]) + more) % 10)
    assert not ust_id_is_right("DE" + "".join(digits))


@given(st.integers(10_000_000, 99_999_999))
def test_every_eight_digits_have_exactly_one_check_digit(eight):
    assert sum(ust_id_is_right(f"DE{eight}{last}") for last in range(10)) == 1


def test_the_forms_of_the_other_numbers():
    assert w_id_is_right("DE136695976-00001")
    assert not w_id_is_right("DE136695976")
    assert not w_id_is_right("DE136695976-0001")
    for right in ("HRB 12345", "HRA 12", "HRB12345 B", "GnR 7", "PR 1204", "VR 33", "GsR 15"):
        assert register_number_is_right(right), right
    for wrong in ("12345", "HRC 12", "HRB", "hrb 12", "HRB 12-B"):
        assert not register_number_is_right(wrong), wrong


def test_an_imprint_is_read():
    told = read_numbers(
        "Holm Kameras GmbH\nAmtsgericht Charlottenburg, HRB 12345 B\nUSt-IdNr.: DE 136 695 976\n"
        "W-IdNr.: DE136695976-00001\nSteuernummer: 27/123/45678"
    )
    assert told == {
        "imprint.ust_ids": {"DE 136 695 976"},
        "imprint.ust_ids_wrong": set(),
        "imprint.w_ids": {"DE136695976-00001"},
        "imprint.w_ids_wrong": set(),
        "imprint.register_numbers": {"HRB 12345 B"},
        "imprint.register_numbers_wrong": set(),
        "imprint.tax_numbers": {"27/123/45678"},
    }


@pytest.mark.parametrize(
    ("text", "fact", "shown"),
    [
        ("Umsatzsteuer-Identifikationsnummer gemäß § 27a UStG: DE123456789", "imprint.ust_ids_wrong", "DE123456789"),
        ("USt-ID: DE13669597", "imprint.ust_ids_wrong", "DE13669597"),
        ("Ust.-IdNr. 136695976", "imprint.ust_ids_wrong", "136695976"),
        ("W-IdNr.: DE136695976-001", "imprint.w_ids_wrong", "DE136695976-001"),
        ("Registernummer: 12345", "imprint.register_numbers_wrong", "12345"),
        ("St.-Nr. 12/345/67890", "imprint.tax_numbers", "12/345/67890"),
    ],
)
def test_a_number_that_cannot_be_right_is_told(text, fact, shown):
    assert shown in read_numbers(text)[fact]


@pytest.mark.parametrize("text", ["", "Telefon 030 123456789", "Bestellnummer DE12", "Umsatzsteuernummer folgt"])
def test_other_numbers_are_left_alone(text):
    assert not any(read_numbers(text).values())
