"""Give the sample company its matrix, a report of the last quarter with conclusion and decisions, and the next one by mail."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from importlib.resources import files

from leitstand.house.actor import Actor
from leitstand.house.zones import day_in
from leitstand.measurement.actions.keep_conclusion import Decided, keep_conclusion
from leitstand.measurement.actions.keep_kpi_line import LineFields, keep_kpi_line
from leitstand.measurement.actions.keep_kpi_settings import keep_kpi_settings
from leitstand.measurement.actions.make_report import make_report
from leitstand.measurement.actions.schedule_report import schedule_report
from leitstand.measurement.core.periods import lasts
from leitstand.measurement.models.kpis import usual_acts
from leitstand.strategy.models import Goal


def reports_of_company(actors: Mapping[str, Actor], *, now: datetime) -> None:
    """Write everything down by the lead's own verbs."""
    told = tomllib.loads(files("leitstand.overview.sample").joinpath("reports.toml").read_text(encoding="utf-8"))
    lead, goals = actors["jana"], _goals()
    answers = dict.fromkeys(("goals", "regular", "tracked"), True)
    keep_kpi_settings(
        lead, answers=answers, acts=usual_acts(), fatigue_from=Decimal(4), negative_from=Decimal(25), now=now
    )
    there = {one.name: one for one in Goal.objects.filter(workspace=lead.workspace)}
    for line in told["lines"]:
        fields = LineFields(
            line["area"], there[goals[line["goal"]]], line["kpi"], Decimal(line["target"]), actors[line["owner"]].person
        )
        keep_kpi_line(lead, fields, now=now)
    today = day_in(lead.workspace, now)
    report = make_report(lead, scope=told["report"]["scope"], period=lasts(today, "quarter", count=1)[0], now=now)
    keep_conclusion(
        lead,
        report,
        conclusion=told["report"]["conclusion"].strip(),
        decisions=[
            Decided(one["text"], actors[one["who"]].person, today + timedelta(days=one["days"]))
            for one in told["report"]["decisions"]
        ],
        now=now,
    )
    plan = told["plan"]
    people = [person for key in plan["recipients"] if (person := actors[key].person) is not None]
    schedule_report(lead, name=plan["name"], scope=plan["scope"], rhythm="quarter", recipients=people, now=now)


def _goals() -> Mapping[str, str]:
    data = tomllib.loads(files("leitstand.overview.sample").joinpath("goals.toml").read_text(encoding="utf-8"))
    return {one["key"]: one["name"] for one in data["goals"]}
