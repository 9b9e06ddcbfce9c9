"""A new key for all connections, from the terminal."""

from click.testing import CliRunner
from django.conf import settings as configured

from leitstand.channels.models import Channel
from leitstand.channels.secrets import seal, unseal
from leitstand.config.commands.channel import command
from leitstand.config.folder import alone, secret_keys


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
