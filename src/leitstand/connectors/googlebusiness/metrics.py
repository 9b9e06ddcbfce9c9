"""Their figures as our readings: not told is None, never 0. Pure.

Of single posts the network has told nothing since 2023-02-20. Of a location it tells figures by the day; a reading here is
their sum over 30 whole days, because our readings are levels at a moment. The last days are left out: the network completes
them later, and does not say which are complete. Nobody counts twice a day in one series, but may in two of them.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connectors.googlebusiness.limits import number
from leitstand.kernel.reading import Metric, Reading

DAYS: Final = 30
_ON_SEARCH: Final = ("BUSINESS_IMPRESSIONS_DESKTOP_SEARCH", "BUSINESS_IMPRESSIONS_MOBILE_SEARCH")
_ON_MAPS: Final = ("BUSINESS_IMPRESSIONS_DESKTOP_MAPS", "BUSINESS_IMPRESSIONS_MOBILE_MAPS")
# developers.google.com/my-business/reference/performance/rest/v1/DailyMetric, fetched 2026-09-11.
_SUMS: Final[Mapping[Metric, tuple[str, ...]]] = {
    Metric.IMPRESSIONS: (*_ON_SEARCH, *_ON_MAPS),
    Metric.IMPRESSIONS_SEARCH: _ON_SEARCH,
    Metric.IMPRESSIONS_MAPS: _ON_MAPS,
    Metric.CLICKS: ("WEBSITE_CLICKS",),
    Metric.CALLS: ("CALL_CLICKS",),
    Metric.DIRECTION_REQUESTS: ("BUSINESS_DIRECTION_REQUESTS",),
}

TOLD_OF_LOCATION: Final = frozenset(_SUMS)
WANTED: Final = tuple(dict.fromkeys(name for names in _SUMS.values() for name in names))


def span(today: date) -> tuple[date, date]:
    """Return the first and the last day that are asked for: 30 whole ones, up to where the figures are complete."""
    last = today - timedelta(days=number("figures_late_days"))
    return last - timedelta(days=DAYS - 1), last


def report_params(today: date) -> list[tuple[str, str]]:
    """Return the question about those days."""
    first, last = span(today)
    days = [
        (f"dailyRange.{name}.{part}", str(getattr(day, part)))
        for name, day in (("startDate", first), ("endDate", last))
        for part in ("year", "month", "day")
    ]
    return [("dailyMetrics", name) for name in WANTED] + days


def location_readings(report: wild.Wild, at: datetime) -> tuple[Reading, ...]:
    """Return the figures of a location; a day without a value is 0 there, a figure without all its series is not told."""
    told: dict[str, int] = {}
    for group in wild.records(report.get("multiDailyMetricTimeSeries")):
        for series in wild.records(group.get("dailyMetricTimeSeries")):
            days = wild.records(wild.inner(series, "timeSeries").get("datedValues"))
            name = wild.text(series, "dailyMetric")
            told[name] = told.get(name, 0) + sum(_value(day) for day in days)
    return tuple(Reading(metric, _sum(told, names), at) for metric, names in _SUMS.items())


def _value(day: wild.Wild) -> int:
    # Numbers of 64 bits come as text, and nought is left out.
    value = wild.text(day, "value")
    return int(value) if value.isascii() and value.isdigit() else 0


def _sum(told: Mapping[str, int], names: tuple[str, ...]) -> Decimal | None:
    return Decimal(sum(told[name] for name in names)) if all(name in told for name in names) else None
