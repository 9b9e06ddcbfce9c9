"""Count that a link was followed: one statement, no row for a person, nothing kept of who it was."""

from datetime import datetime
from typing import Final

from django.db import connection

from leitstand.leads.core.clicks import Origin
from leitstand.leads.models import TrackedLink

_COUNT: Final = """
    INSERT INTO leads_clicks (workspace_id, link_id, hour, origin, is_program, count) VALUES (%s, %s, %s, %s, %s, 1)
    ON CONFLICT (link_id, hour, origin, is_program) DO UPDATE SET count = leads_clicks.count + 1
"""


def count_click(link: TrackedLink, origin: Origin, *, is_program: bool, now: datetime) -> None:
    """Add one to the sum of this hour; two at once wait for each other no longer than the statement takes."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [link.workspace_id, link.pk, hour, origin.value, is_program])
