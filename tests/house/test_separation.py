"""Workspaces are separate, and the permission table holds: tried at every address there is."""

import re
from collections import Counter
from uuid import UUID

import pytest
from django.test import Client
from django.urls import converters

from leitstand.config.api import joined
from leitstand.house.actions.make_api_token import make_api_token
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission, Role, allows
from leitstand.house.tests.people import make_actor
from tests.house.strangers import FIRST, Route, one_of_each, routes

ALL = routes()
LOGIN = "/anmelden/"
# Numbers in addresses that name no object.
DATES = {"year", "number"}


def ask(client: Client, method: str, path: str) -> int:
    return client.generic(method, path).status_code


def method_of(route: Route) -> str:
    return "POST" if route.post_only else "GET"


def test_there_are_addresses_to_try():
    assert len(ALL) > 40


@pytest.mark.parametrize("route", ALL, ids=lambda route: route.route)
def test_every_view_says_which_permission_it_needs(route):
    assert isinstance(getattr(route.view, "permission", None), Permission), f"{route.route}: put @allow(…) on the view"


@pytest.mark.django_db
def test_who_is_signed_out_is_led_to_sign_in(workspace):
    client = Client()
    for route in ALL:
        for method in ("GET", "POST"):
            answer = client.generic(method, route.path(workspace.slug, {}))
            assert (answer.status_code, answer.url[: len(LOGIN)]) == (302, LOGIN), (method, route.route)


@pytest.mark.django_db
def test_for_a_stranger_there_is_nothing(workspace, emil, signed_in):
    client = signed_in(emil)
    found = [
        (method, route.route)
        for route in ALL
        for method in ("GET", "POST")
        if ask(client, method, route.path(workspace.slug, {})) != 404
    ]
    assert not found


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_each_role_enters_where_the_table_says(role, workspace, signed_in):
    client = signed_in(make_actor(role.value.title(), workspace, role))
    wrong = []
    for route in ALL:
        method = method_of(route)
        path = route.path(workspace.slug, {})
        needed = route.view.post_permission if route.post_only else route.view.permission
        status = ask(client, method, path)
        if (status != 403) != allows(role, needed):
            wrong.append((method, route.route, status, needed.value))
        if (
            not route.post_only
            and not allows(role, route.view.post_permission)
            and ask(client, "POST", path) not in {403, 405}
        ):
            wrong.append(("POST", route.route, "let in", route.view.post_permission.value))
    assert not wrong


@pytest.mark.django_db
def test_what_belongs_to_another_workspace_cannot_be_reached_by_its_id(owner, emil, signed_in):
    made = one_of_each(emil.workspace, emil.person)
    numbers = sorted({thing.pk for thing in made.values() if isinstance(thing.pk, int) and thing.pk >= FIRST})
    ids = sorted({thing.pk for thing in made.values() if isinstance(thing.pk, UUID)})
    tries = {converters.IntConverter: numbers, converters.UUIDConverter: ids}
    assert numbers
    assert ids
    client = signed_in(owner)
    reached = []
    for route in ALL:
        kinds = [type(how) for name, how in route.parameters if type(how) in tries and name not in DATES]
        for kind in dict.fromkeys(kinds):
            for value in tries[kind]:
                path = route.path(owner.workspace.slug, {kind: value})
                reached += [
                    (method, path, status)
                    for method in (("POST",) if route.post_only else ("GET", "POST"))
                    if (status := ask(client, method, path)) not in {404, 405}
                ]
    assert not reached, Counter(path for _method, path, _status in reached)


# -- the API


def operations() -> list[tuple[str, str, object]]:
    found = []
    for prefix, router in joined_once()._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                full = "/api/v1/" + f"{prefix}/{path}".strip("/").replace("//", "/")
                found += [(method, full, operation.view_func) for method in operation.methods]
    return found


def joined_once():
    from leitstand.house.api import api

    return api if len(api._routers) > 1 else joined()


def api_path(path: str, slug: str, value: object = "00000000-0000-0000-0000-000000000001") -> str:
    return re.sub(r"\{[^}]+\}", str(value), path.replace("{workspace}", slug))


@pytest.mark.django_db
def test_every_operation_of_the_api_asks_for_its_permission(owner, emil, workspace, signed_in, now):
    _, token = make_api_token(emil, name="Skript", now=now)
    for method, path, operation in operations():
        assert isinstance(getattr(operation, "permission", None), Permission), f"{method} {path}: put @allowed(…) on it"
        address = api_path(path, workspace.slug)
        assert ask(Client(), method, address) == 401, (method, path)
        assert ask(signed_in(emil), method, address) == 404, (method, path)
        with_token = Client(headers={"authorization": f"Bearer {token}"})
        assert ask(with_token, method, address) == 404, (method, path)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_the_api_lets_no_role_do_more_than_the_pages(role, workspace, signed_in):
    actor: Actor = make_actor(role.value.title(), workspace, role)
    client = signed_in(actor)
    for method, path, operation in operations():
        if not allows(role, operation.permission):
            # A body that cannot be read is told before the permission is asked; nothing happens either way.
            assert ask(client, method, api_path(path, workspace.slug)) in {403, 422}, (method, path)


@pytest.mark.django_db
def test_the_api_reaches_nothing_of_another_workspace_by_its_id(owner, emil, signed_in):
    made = one_of_each(emil.workspace, emil.person)
    ids = sorted({thing.pk for thing in made.values() if not isinstance(thing.pk, str)}, key=str)
    client = signed_in(owner)
    reached = []
    for method, path, _operation in operations():
        if path.count("{") > 1:
            for value in ids:
                # 422: the id is of another kind than the route wants, or a body is missing.
                status = ask(client, method, api_path(path, owner.workspace.slug, value))
                if status not in {404, 422}:
                    reached.append((method, path, value, status))
    assert not reached
