"""Fixtures of this room: made-up networks in the place of the real ones."""

import pytest

from leitstand.connector_kit import registry
from leitstand.publishing.tests import writing


@pytest.fixture
def networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the register know two made-up networks, a short one and a long one, and no other."""
    monkeypatch.setattr(registry, "_found", lambda: writing.ENTRIES)
