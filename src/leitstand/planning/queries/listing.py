"""The list, page by page: each page begins after the last row of the one before, so that the thousandth is as quick as the first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from leitstand.house.models import Workspace
from leitstand.planning.core.filters import Filter, Scope
from leitstand.planning.queries.rows import FIELDS, WARNINGS, Params, Row, conditions, fetch

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page begins: behind this row."""

    at: datetime
    id: UUID

    @classmethod
    def parse(cls, text: str) -> "Mark | None":
        """Read a mark from an address; None for nonsense."""
        at, _bar, key = text.partition("_")
        try:
            moment = datetime.fromisoformat(at)
            return cls(moment, UUID(key)) if moment.tzinfo else None
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.id}"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; `following` leads to the next one."""

    rows: list[Row]
    following: Mark | None


def page(workspace: Workspace, chosen: Filter, *, today: datetime, after: Mark | None = None, size: int = PAGE) -> Page:
    """Return a page; what comes is ordered from today on, the past backwards, the rest by the last change."""
    where, told = conditions(workspace, chosen)
    more: Params = {"today": today, "size": size + 1}
    span, key, direction = {
        Scope.COMING: ("i.planned_at >= %(today)s", "planned_at", "ASC"),
        Scope.PAST: ("i.planned_at < %(today)s", "planned_at", "DESC"),
        Scope.UNDATED: ("i.planned_at IS NULL", "updated_at", "DESC"),
        Scope.ALL: ("TRUE", "updated_at", "DESC"),
    }[chosen.scope]
    if after is not None:
        span += f" AND (i.{key}, i.id) {'>' if direction == 'ASC' else '<'} (%(at)s, %(id)s)"
        more |= {"at": after.at, "id": after.id}
    sql = f"""
        SELECT {FIELDS}, {WARNINGS} FROM planning_item i WHERE {where} AND {span}
        ORDER BY i.{key} {direction}, i.id {direction} LIMIT %(size)s
    """  # noqa: S608 - put together from our own fragments; what people chose travels as parameters
    rows = [Row(*values) for values in fetch(sql, {**told, **more})]
    if len(rows) <= size:
        return Page(rows, None)
    last = rows[size - 1]
    at = last.planned_at if key == "planned_at" else last.updated_at
    return Page(rows[:size], Mark(at, last.id) if at else None)
