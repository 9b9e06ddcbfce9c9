"""A new key for all connections, from the terminal."""

import pytest
from click.testing import CliRunner
from django.conf import settings as configured

from leitstand.channels.actions.rotate_secrets import rotate_secrets
from leitstand.channels.models import Channel
from leitstand.channels.secrets import seal, unseal
from leitstand.config.commands.channel import command
from leitstand.config.folder import alone, secret_keys
from leitstand.leads.models import CrmConnection, SiteStatistics, WebinarTool


def test_all_connections_come_under_a_new_key_and_the_old_one_is_gone(owner, now, settings) -> None:
    settings.CREDENTIAL_KEYS = before = secret_keys(configured.DATA_FOLDER, "fernet.key")
    channel = Channel.objects.create(
        workspace=owner.workspace, network="rehearsal", external_id="1", handle="a", name="A", method="password",
        connected_at=now, secrets=seal({"token": "t"}),
    )  # fmt: skip
    told = CliRunner().invoke(command, ["new-key"])
    assert told.exit_code == 0, told.output
    after = secret_keys(configured.DATA_FOLDER, "fernet.key")
    assert len(after) == 1
    assert after != before
    settings.CREDENTIAL_KEYS = after
    channel.refresh_from_db()
    assert unseal(channel.secrets) == {"token": "t"}


def test_a_running_leitstand_keeps_its_key(db, settings) -> None:
    before = secret_keys(configured.DATA_FOLDER, "fernet.key")
    with alone(configured.DATA_FOLDER):
        told = CliRunner().invoke(command, ["new-key"])
    assert told.exit_code == 1
    assert "Stop it first" in told.output
    assert secret_keys(configured.DATA_FOLDER, "fernet.key") == before


@pytest.mark.django_db
def test_what_opens_crms_webinar_tools_and_statistics_moves_to_a_new_key_too(owner, settings, now) -> None:
    old, new = settings.CREDENTIAL_KEYS[0], "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="
    workspace = owner.workspace
    kept = [
        CrmConnection.objects.create(
            workspace=workspace, name="CRM", kind="hubspot", added_at=now, secrets=seal({"k": "1"})
        ),
        WebinarTool.objects.create(workspace=workspace, secrets=seal({"k": "2"})),
        SiteStatistics.objects.create(
            workspace=workspace, way="matomo", site="1", made_at=now, secrets=seal({"k": "3"})
        ),
    ]
    settings.CREDENTIAL_KEYS = [new, old]
    assert rotate_secrets() == (3, 0)
    settings.CREDENTIAL_KEYS = [new]
    for number, row in enumerate(kept, 1):
        row.refresh_from_db()
        assert unseal(row.secrets) == {"k": str(number)}
