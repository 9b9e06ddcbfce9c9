"""A rotating token is good for one use: whoever comes second takes what the first one got."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from leitstand.channels.actions.refresh_channel import refresh_channel
from leitstand.channels.models import Channel
from leitstand.channels.secrets import seal, unseal
from leitstand.channels.tests.elsewhere import Elsewhere
from leitstand.connector_kit.errors import SignInExpired


@pytest.fixture
def channel(transactional_db, owner, now, networks) -> Channel:
    return Channel.objects.create(
        workspace=owner.workspace, network="elsewhere", external_id="77", handle="@pruefwerk", name="Prüfwerk",
        base_url="https://elsewhere.example", method="agree", secrets=seal({"token": "t"}), connected_at=now,
    )  # fmt: skip


def test_four_at_once_renew_once(channel: Channel, now) -> None:
    together, seen = Barrier(4), bytes(channel.secrets)

    def renew(_: int) -> dict[str, str]:
        try:
            together.wait(20)
            return unseal(refresh_channel(channel.pk, seen=seen, now=now).secrets)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        got = list(threads.map(renew, range(4)))
    assert got == [{"token": "t+"}] * 4
    assert Elsewhere.renewals == 1


def test_a_way_that_cannot_be_renewed_says_so_and_changes_nothing(channel: Channel, now) -> None:
    Channel.objects.update(method="token")
    with pytest.raises(SignInExpired):
        refresh_channel(channel.pk, seen=bytes(channel.secrets), now=now)
    assert unseal(Channel.objects.get().secrets) == {"token": "t"}
