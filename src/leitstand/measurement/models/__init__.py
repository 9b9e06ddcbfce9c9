"""Figures as they are told, what is wanted of them, money, and reports."""

from leitstand.measurement.models.kpis import KPI_STAGES, KpiLine, KpiSettings, TypedAmount
from leitstand.measurement.models.money import (
    CostLine,
    Improvement,
    Income,
    MarketingBudget,
    Money,
    Multiple,
    RoiPlan,
    StepCount,
)
from leitstand.measurement.models.readings import (
    ORIGINS,
    THANKED_BY,
    Measuring,
    NewFollowers,
    Reading,
    Standing,
    Thanks,
)
from leitstand.measurement.models.reports import (
    PERIOD_KINDS,
    RHYTHMS,
    Report,
    ReportDecision,
    ReportLink,
    ReportPlan,
    ReportSending,
)

__all__ = [
    "KPI_STAGES",
    "ORIGINS",
    "PERIOD_KINDS",
    "RHYTHMS",
    "THANKED_BY",
    "CostLine",
    "Improvement",
    "Income",
    "KpiLine",
    "KpiSettings",
    "MarketingBudget",
    "Measuring",
    "Money",
    "Multiple",
    "NewFollowers",
    "Reading",
    "Report",
    "ReportDecision",
    "ReportLink",
    "ReportPlan",
    "ReportSending",
    "RoiPlan",
    "Standing",
    "StepCount",
    "Thanks",
    "TypedAmount",
]
