"""Fixtures of this room: the rehearsal network as a process, and a made-up network where people are sent away."""

from collections.abc import Iterator

import pytest

from leitstand.channels.tests import elsewhere
from leitstand.channels.tests.stage import Stage, running
from leitstand.connector_kit import registry
from leitstand.connectors.rehearsal import MANIFEST as REHEARSAL
from leitstand.connectors.rehearsal import connect as connect_rehearsal


@pytest.fixture(scope="session")
def running_stage() -> Iterator[Stage]:
    with running() as stage:
        yield stage


@pytest.fixture
def stage(running_stage: Stage, settings: object) -> Stage:
    settings.REHEARSAL_URL = running_stage.address  # type: ignore[attr-defined]
    return running_stage


@pytest.fixture
def networks(monkeypatch: pytest.MonkeyPatch) -> type[elsewhere.Elsewhere]:
    """Let the register know the rehearsal network and a made-up one, and no other."""
    found = {
        REHEARSAL.slug: (REHEARSAL, connect_rehearsal),
        elsewhere.MANIFEST.slug: (elsewhere.MANIFEST, elsewhere.connect),
    }
    monkeypatch.setattr(registry, "_found", lambda: found)
    elsewhere.Elsewhere.reset()
    return elsewhere.Elsewhere
