"""The board: the next items of every stage, and how many there are (counted up to a thousand)."""

from dataclasses import dataclass, field
from typing import Final

from leitstand.house.models import Workspace
from leitstand.planning.core.filters import Filter
from leitstand.planning.core.stages import LEVEL_OF, ORDER, Level, Stage
from leitstand.planning.queries.rows import FIELDS, WARNINGS, Row, conditions, fetch

COUNTED: Final = 1000
SHOWN: Final = 25
SHOWN_OUT: Final = 10


@dataclass(slots=True)
class Column:
    """One stage with its first cards; `total` stops at COUNTED."""

    stage: Stage
    rows: list[Row] = field(default_factory=list)
    total: int = 0


def columns(workspace: Workspace, chosen: Filter, *, most: int = SHOWN) -> list[Column]:
    """Return a column for every stage: what comes next first, what is out newest first."""
    where, told = conditions(workspace, chosen)
    found = {stage: Column(stage) for stage in ORDER}
    for backwards in (False, True):
        stages = [stage.value for stage in ORDER if (LEVEL_OF[stage] is Level.MEASUREMENT) is backwards]
        order = "DESC" if backwards else "ASC"
        sql = f"""
            SELECT s.name, n.total, i.* FROM unnest(%(asked)s::text[]) AS s(name)
            CROSS JOIN LATERAL (
                SELECT count(*) AS total FROM (
                    SELECT 1 FROM planning_item i WHERE {where} AND i.stage = s.name LIMIT {COUNTED}) AS counted
            ) AS n
            JOIN LATERAL (
                SELECT {FIELDS}, {WARNINGS} FROM planning_item i WHERE {where} AND i.stage = s.name
                ORDER BY i.planned_at {order}, i.id LIMIT %(most)s
            ) AS i ON TRUE
        """  # noqa: S608 - put together from our own fragments; what people chose travels as parameters
        for name, total, *values in fetch(sql, {**told, "asked": stages, "most": SHOWN_OUT if backwards else most}):
            column = found[Stage(name)]
            column.total = total
            column.rows.append(Row(*values))
    return list(found.values())
