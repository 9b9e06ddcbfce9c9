"""The made-up network, and a channel on it."""

import pytest

from leitstand.community.tests.network import SLUG, Net, make_channel
from leitstand.connector_kit import registry


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Net:
    """A network that stands in the register for the time of one test."""
    made = Net()
    known = dict(registry._found())

    def found() -> dict[str, object]:
        return {**known, SLUG: (made.manifest, made.connect)}

    monkeypatch.setattr(registry, "_found", found)
    return made


@pytest.fixture
def channel(net, workspace, now):
    return make_channel(workspace, now)
