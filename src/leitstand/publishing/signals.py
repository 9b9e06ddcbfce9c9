"""Tell the workers at once that there is something to do; they would see it themselves within a second."""

from typing import Final

from django.db import connection

CHANNEL: Final = "leitstand_sending"


def wake() -> None:
    """Wake every worker when the present transaction is through."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
