"""Whatever stores something about a person says how it forgets."""

import re

import pytest
from django.apps import apps
from django.db import models

from leitstand.house.erasure import How, entries
from leitstand.house.models import Person

# Fields that by their name may well tell something about somebody.
PERSONAL = re.compile(
    r"^(.*_)?(e?mail|email|phone|ip|user_agent|actor|outsider|author|handle|first_name|last_name|address|birthday|signature)$"
)
LIBRARIES = {"account", "mfa", "usersessions"}
# Django's and Procrastinate's own tables hold ids, permissions and jobs; a session ends with its person.
NOT_OURS = {"auth", "contenttypes", "sessions", "procrastinate", "messages", "staticfiles"}


def our_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("leitstand.") or model._meta.app_label in LIBRARIES
    ]


def personal_fields(model: type[models.Model]) -> set[str]:
    found = set()
    for field in model._meta.get_fields():
        if not getattr(field, "concrete", False):
            continue
        if getattr(field, "related_model", None) is Person or PERSONAL.match(field.name):
            found.add(field.name)
    return found


def covered(model: type[models.Model]) -> set[str]:
    return {name for entry in entries() if entry.model is model for name in entry.fields}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_personal_field_is_registered(model):
    # Two languages and a theme of the person's own, and where they worked last, go with the person.
    missing = personal_fields(model) - covered(model)
    assert not missing, f"say in {model._meta.app_label}/erasure.py how {model.__name__} forgets {sorted(missing)}"


def test_no_table_is_left_out_unseen():
    labels = {model._meta.app_label for model in apps.get_models()}
    known = {model._meta.app_label for model in our_models()} | NOT_OURS
    assert labels <= known


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.model._meta.label}:{','.join(entry.fields)}")
def test_every_entry_names_fields_that_exist_and_can_be_followed(entry):
    for name in (*entry.fields, *entry.secret):
        entry.model._meta.get_field(name)
    if entry.how is How.UNLINK:
        assert entry.links()
        assert all(entry.model._meta.get_field(name).null for name in entry.links())
    if entry.how is How.DELETE:
        assert entry.links() or entry.find


def test_nothing_is_registered_as_secret_and_forgotten_to_be_hidden():
    """Hashes, keys and passwords never leave with somebody's data."""
    for entry in entries():
        if entry.how in {How.NOT_ABOUT_A_PERSON, How.OUTSIDER, How.UNLINK}:
            continue
        for field in entry.model._meta.concrete_fields:
            if re.search(r"password|token|secret|session_key", field.name):
                hidden = {name for other in entries() if other.model is entry.model for name in other.secret}
                assert field.name in hidden, f"{entry.model.__name__}.{field.name}"
