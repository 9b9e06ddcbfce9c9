"""Month and week: the first items of every day or hour and how many more there are, in one query whatever the size."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from leitstand.house.models import Workspace
from leitstand.planning.core.filters import Filter
from leitstand.planning.queries.rows import FIELDS, WARNINGS, Row, conditions, fetch


@dataclass(slots=True)
class Slot:
    """What lies between two moments: the first items, and the count of all."""

    rows: list[Row] = field(default_factory=list)
    total: int = 0

    @property
    def hidden(self) -> int:
        """How many are not among the rows."""
        return self.total - len(self.rows)


def slots(workspace: Workspace, edges: Sequence[tuple[datetime, datetime]], chosen: Filter, *, most: int) -> list[Slot]:
    """Return what lies between each pair of moments, at most `most` rows each, in the order of time."""
    where, told = conditions(workspace, chosen)
    inside = f"FROM planning_item i WHERE {where} AND i.planned_at >= d.starts AND i.planned_at < d.ends"
    sql = f"""
        SELECT d.number, n.total, i.*
        FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) WITH ORDINALITY AS d(starts, ends, number)
        CROSS JOIN LATERAL (SELECT count(*) AS total {inside}) AS n
        JOIN LATERAL (SELECT {FIELDS}, {WARNINGS} {inside} ORDER BY i.planned_at, i.id LIMIT %(most)s) AS i ON TRUE
    """  # noqa: S608 - put together from our own fragments; what people chose travels as parameters
    starts, ends = [start for start, _end in edges], [end for _start, end in edges]
    found = [Slot() for _edge in edges]
    for number, total, *values in fetch(sql, {**told, "starts": starts, "ends": ends, "most": most}):
        slot = found[number - 1]
        slot.total = total
        slot.rows.append(Row(*values))
    return found
