"""The doctor looks at what the company really uses."""

import pytest
from click.testing import CliRunner

from leitstand.channels.models import Channel
from leitstand.config.commands.doctor import command


@pytest.mark.parametrize(("year", "told"), [(2026, False), (2027, True)])
def test_the_doctor_warns_of_an_interface_that_ends_where_it_is_used(owner, clock, now, year: int, told: bool) -> None:
    Channel.objects.create(
        workspace=owner.workspace, network="linkedin", external_id="1", handle="w", name="Werk", method="x",
        connected_at=now, checked_at=now, last_ok_at=now,
    )  # fmt: skip
    clock.moment = now.replace(year=year, month=11)
    said = CliRunner().invoke(command, []).output
    assert ("LinkedIn: version 202609 ends on 2027-09-15" in said) is told
    assert "Instagram: version" not in said
