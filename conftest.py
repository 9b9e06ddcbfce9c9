"""Fixtures every room uses: the clock, a workspace and its people."""

import os
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from leitstand.house.actor import Actor
from leitstand.house.clock import use_clock
from leitstand.house.core.roles import Role
from leitstand.house.models import Workspace
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.kernel.clock import HandClock

# A busy machine is slow at making examples; that says nothing about the code.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copy the template instead of migrating; the name carries the run, so that two runs never meet."""
    for configuration in (settings.DATABASES["default"], connections["default"].settings_dict):
        configuration["TEST"]["TEMPLATE"] = os.environ["LEITSTAND_TEST_TEMPLATE"]
        suffix = os.environ.get("PYTEST_XDIST_WORKER", "")
        configuration["TEST"]["NAME"] = f"{os.environ['LEITSTAND_TEST_RUN']}{suffix}"


@pytest.fixture
def clock():
    """A clock moved by hand; it starts on Monday, 2 November 2026, 09:00 in Berlin."""
    hand = HandClock(datetime(2026, 11, 2, 8, 0, tzinfo=UTC))
    with use_clock(hand):
        yield hand


@pytest.fixture
def now(clock: HandClock) -> datetime:
    return clock.now()


@pytest.fixture
def workspace(db: None) -> Workspace:
    return make_workspace()


@pytest.fixture
def owner(workspace: Workspace) -> Actor:
    return make_actor("Olga", workspace, Role.OWNER)


@pytest.fixture
def ada(workspace: Workspace) -> Actor:
    return make_actor("Ada", workspace, Role.EDITOR)


@pytest.fixture
def ben(workspace: Workspace) -> Actor:
    return make_actor("Ben", workspace, Role.APPROVER)


@pytest.fixture
def cem(workspace: Workspace) -> Actor:
    return make_actor("Cem", workspace, Role.COMMUNITY)


@pytest.fixture
def dora(workspace: Workspace) -> Actor:
    return make_actor("Dora", workspace, Role.GUEST)


@pytest.fixture
def emil(db: None) -> Actor:
    """A stranger: owner of another workspace."""
    return make_actor("Emil", make_workspace("fremd"), Role.OWNER)


@pytest.fixture
def signed_in():
    """Return a test client signed in as an actor's person."""

    def sign_in(actor: Actor) -> Client:
        client = Client()
        assert actor.person is not None
        client.force_login(actor.person)
        return client

    return sign_in
