"""Addresses and objects for the test of separation: every route there is, one object of every kind."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, converters, get_resolver

from leitstand.house.models import Person, Workspace

START = "w/<slug:workspace>/"
WHEN = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
# Far beyond what the sequences of a test reach, so that no id of one workspace means something in the other. All things
# carry the same number, and the same id: one address then reaches for one of every kind, a part and what it belongs to.
FIRST = 900_000
SAME = uuid.UUID("5a3e0000-0000-4000-8000-000000000001")


@dataclass(frozen=True)
class Route:
    """One address under /w/<slug>/ and the view behind it."""

    route: str
    view: Any
    parameters: tuple[tuple[str, object], ...]

    def path(self, slug: str, values: dict[type, object]) -> str:
        """Write the address with a value for each kind of parameter."""
        path = self.route.replace("<slug:workspace>", slug)
        for name, converter in self.parameters:
            kind = type(converter)
            value = values.get(kind, _PLAIN.get(kind, "x"))
            for spelling in (f"<{_spelling(kind)}:{name}>", f"<{name}>"):
                path = path.replace(spelling, str(value))
        assert "<" not in path, f"an unknown converter in {self.route}"
        return f"/{path}"

    @property
    def post_only(self) -> bool:
        return bool(getattr(self.view, "post_only", False))


_PLAIN = {
    converters.IntConverter: FIRST + 77_777,
    converters.UUIDConverter: uuid.UUID(int=1),
    converters.StringConverter: "x",
    converters.SlugConverter: "x",
    converters.PathConverter: "x",
}


def _spelling(kind: type) -> str:
    return next((name for name, converter in converters.get_converters().items() if type(converter) is kind), "str")


def routes() -> list[Route]:
    """Return every route under /w/<slug>/."""
    return list(_walk(get_resolver().url_patterns, "", {}))


def _walk(patterns: list[Any], before: str, known: dict[str, object]) -> Iterator[Route]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        parameters = known | getattr(pattern.pattern, "converters", {})
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, parameters)
        elif isinstance(pattern, URLPattern) and route.startswith(START):
            yield Route(
                route, pattern.callback, tuple((name, how) for name, how in parameters.items() if name != "workspace")
            )


def one_of_each(workspace: Workspace, person: Person) -> dict[type[models.Model], models.Model]:
    """Make one object of every model that belongs to a workspace (and of those they need)."""
    made: dict[type[models.Model], models.Model] = {Workspace: workspace, Person: person}
    for model in apps.get_models():
        if model.__module__.startswith("leitstand.") and any(
            getattr(field, "related_model", None) is Workspace and field.concrete for field in model._meta.get_fields()
        ):
            _make(model, made)
    return made


def _make(model: type[models.Model], made: dict[type[models.Model], models.Model]) -> models.Model:
    if model in made:
        return made[model]
    values: dict[str, object] = {}
    for field in model._meta.concrete_fields:
        if getattr(field, "generated", False) or getattr(field, "auto_now_add", False):
            continue
        if isinstance(field, models.ForeignKey) and not field.null:
            values[field.name] = _make(field.related_model, made)
        elif isinstance(field, models.ForeignKey) and field.related_model is Person:
            values[field.name] = made[Person]
        elif field.primary_key and isinstance(field, models.AutoField | models.BigAutoField):
            values[field.name] = FIRST
        elif field.primary_key and isinstance(field, models.UUIDField):
            values[field.name] = SAME
        elif not field.null and not field.has_default() and not field.primary_key:
            values[field.name] = _value(field)
    existing = _already_there(model, made)
    made[model] = existing or model._base_manager.create(**values)
    return made[model]


def _already_there(model: type[models.Model], made: dict[type[models.Model], models.Model]) -> models.Model | None:
    """Membership and the like exist by the fixtures; a second one would break their own rules."""
    if model.__name__ == "Membership":
        return model._base_manager.filter(workspace=made[Workspace], person=made[Person]).first()
    return None


def _value(field: models.Field) -> object:
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateTimeField):
        return WHEN
    if isinstance(field, models.DateField):
        return date(2026, 11, 1)
    if isinstance(field, models.TimeField):
        return time(8)
    if isinstance(field, models.IntegerField | models.FloatField | models.DecimalField):
        return 1
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.BinaryField):
        return b""
    return "x" + uuid.uuid4().hex[: min(20, (field.max_length or 30) - 1)] if field.unique else "x"
