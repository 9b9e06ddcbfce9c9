"""Store thousands of new rows within a second: PostgreSQL's COPY instead of INSERT, whose placeholders take longer than the rows."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault


def copy_in(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model, all or none; each must have its key already.

    Raises what an INSERT raises (IntegrityError, say). As with bulk_create, `save` and signals are left out; what the
    database makes by itself is read back.
    """
    if not rows:
        return
    meta = type(rows[0])._meta  # noqa: SLF001 - Django's public name
    made_there = [field for field in meta.concrete_fields if _is_made_there(field, rows[0])]
    fields = [field for field in meta.concrete_fields if field not in made_there]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    statement = f"COPY {connection.ops.quote_name(meta.db_table)} ({names}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as bulk_create does
    if made_there:
        _read_back(rows, [field.attname for field in made_there])


def copy_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Store rows given as plain values in the order of `names` (columns); the quickest way, for streams of thousands a second.

    Nothing is converted or checked but by the database: JSON comes as text, moments bear their zone.
    """
    quote = connection.ops.quote_name
    statement = f"COPY {quote(model._meta.db_table)} ({', '.join(map(quote, names))}) FROM STDIN"  # noqa: SLF001
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _read_back(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    by_key = {row.pk: row for row in rows}
    for key, *values in type(rows[0])._base_manager.filter(pk__in=by_key).values_list("pk", *names):  # noqa: SLF001
        for name, value in zip(names, values, strict=True):
            setattr(by_key[key], name, value)


def _is_made_there(field: "models.Field[Any, Any]", row: models.Model) -> bool:
    return field.generated or isinstance(getattr(row, field.attname), DatabaseDefault)
