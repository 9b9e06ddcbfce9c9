"""Keep a row of this room: what its own fields find wrong is told at the field, in the language of the person."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models

from leitstand.house.errors import Invalid


def put(row: models.Model, fields: Mapping[str, object]) -> None:
    """Set fields; text loses the space around it, and inside a line of text the space that is too much."""
    for name, value in fields.items():
        if isinstance(value, str):
            is_long = isinstance(row._meta.get_field(name), models.TextField)  # noqa: SLF001 - Django's public name
            value = value.strip() if is_long else " ".join(value.split())  # noqa: PLW2901 - tidied on its way
        setattr(row, name, value)


def errors_of(row: models.Model, *, exclude: tuple[str, ...] = ()) -> dict[str, str]:
    """Return what is wrong with single fields, by field; constraints are the action's own sentences."""
    try:
        row.full_clean(exclude={"workspace", *exclude}, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return {name: " ".join(messages) for name, messages in error.message_dict.items()}
    return {}


def refuse(errors: Mapping[str, str]) -> None:
    """Raise Invalid where anything is wrong."""
    if errors:
        raise Invalid(dict(errors))
