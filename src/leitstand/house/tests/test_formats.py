"""Dates are written as the team reads them: day first, a clock of 24 hours, in both languages."""

from datetime import UTC, datetime

import pytest
from django.utils import formats, translation


@pytest.mark.parametrize(("language", "written"), [("de", "22.11.2026 17:15"), ("en", "22/11/2026 17:15")])
def test_a_short_date_has_the_day_first_and_the_hour_of_24(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.date_format(datetime(2026, 11, 22, 17, 15, tzinfo=UTC), "SHORT_DATETIME_FORMAT") == written
