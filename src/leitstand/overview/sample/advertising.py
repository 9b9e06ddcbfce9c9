"""Give the sample company paid campaigns with figures, segments, a creative, tests and what automatic advertising rests on."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any, cast

from leitstand.advertising.actions.keep_creative import keep_creative
from leitstand.advertising.actions.keep_paid import PaidFields, keep_paid
from leitstand.advertising.actions.keep_ready import (
    SupplierFields,
    UseFields,
    answer_readiness,
    keep_data_use,
    keep_supplier,
)
from leitstand.advertising.actions.keep_segment import SegmentFields, keep_segment
from leitstand.advertising.actions.keep_test import CellFields, TestFields, count_test, keep_test, learn_from_test
from leitstand.advertising.actions.practise import note_lesson
from leitstand.advertising.actions.take_report import Brought, digest_of, look_at_report, read_in
from leitstand.advertising.actions.tick_off import tick_off
from leitstand.advertising.models import PaidCampaign, Segment
from leitstand.house.actor import Actor
from leitstand.kernel.sheets import Cell, Sheet
from leitstand.planning.models import Campaign


def advertising_of_company(actors: Mapping[str, Actor], campaigns: Mapping[str, int], *, now: datetime) -> None:
    """Enter everything by the verbs of the team, and read the figures in as a report."""
    told = tomllib.loads(files("leitstand.overview.sample").joinpath("advertising.toml").read_text(encoding="utf-8"))
    lead = actors["jana"]
    segments = {one["key"]: _segment(lead, one, now) for one in told["segments"]}
    paid = {
        one["key"]: _paid(lead, {**one, "columns": told["columns"][one["network"]]}, segments, campaigns, now)
        for one in told["campaigns"]
    }
    for one in told["creatives"]:
        texts = {language: (one[language][0], one[language][1]) for language in ("de", "en")}
        keep_creative(lead, paid[one["campaign"]], texts, name=one["name"], link=one["link"], now=now)
    costs = {name: Decimal(cost) for name, cost in told["kit"]["costs"].items()}
    tick_off(lead, "kit", told["kit"]["done"], paid=paid[told["kit"]["campaign"]], costs=costs, now=now)
    tick_off(lead, told["set_up"]["list"], told["set_up"]["done"], now=now)
    use = {**dict.fromkeys(UseFields.__annotations__, ""), **told["use"]}
    keep_data_use(lead, paid[use.pop("campaign")], cast("UseFields", use), now=now)
    for one in told["lessons"]:
        day = now.date() - timedelta(days=one["ago"])
        note_lesson(actors["tobias"], learned=one["text"], day=day, paid=paid["ueben"], now=now)
    for one in told["tests"]:
        _test(lead, one, paid, now)
    check = told["readiness"]
    answers = {name: (name in check["yes"], check["note"].get(name, "")) for name in (*check["yes"], *check["no"])}
    answer_readiness(lead, answers, now=now)
    for one in told["suppliers"]:
        blank = {"certificate_until": None, "checked_on": now.date(), "contract": True}
        keep_supplier(lead, cast("SupplierFields", {**blank, **one}), now=now)


def _segment(actor: Actor, told: Mapping[str, Any], now: datetime) -> Segment:
    # TOML knows no "nothing": 0 as the upper end means "or more".
    criteria = {name: [None if value == 0 else value for value in values] for name, values in told["criteria"].items()}
    fields = SegmentFields(
        name=told["name"],
        network=told["network"],
        criteria=criteria,
        words=told["words"],
        audience=told["audience"],
        audience_day=now.date() - timedelta(days=14),
        audience_source=told["source"],
    )
    return keep_segment(actor, fields, now=now)


def _paid(
    actor: Actor,
    told: Mapping[str, Any],
    segments: Mapping[str, Segment],
    campaigns: Mapping[str, int],
    now: datetime,
) -> PaidCampaign:
    starts = now.date() - timedelta(days=told["ago"])
    kind, bid = told.get("bid", ("", None))
    low, high = told.get("reach", (None, None))
    fields = PaidFields(
        name=told["name"],
        campaign=Campaign.objects.get(pk=campaigns[told["plan"]]),
        network=told["network"],
        account=told["account"],
        number=told["number"],
        objective=told["objective"],
        kpi=told["kpi"],
        target=Decimal(told["target"]) if "target" in told else None,
        total_budget=Decimal(told["total"]),
        daily_budget=Decimal(told["daily"]) if "daily" in told else None,
        bid_kind=kind,
        bid=None if bid is None else Decimal(bid),
        starts=starts,
        ends=starts + timedelta(days=told["days"] - 1),
        reach_low=low,
        reach_high=high,
        reach_day=None if low is None else starts,
        reach_source="Anzeigenmanager" if low is not None else "",
        ceiling=None,
        is_practice=told.get("practice", False),
    )
    aimed = [segments[name] for name in told["segments"]]
    before = now - timedelta(days=told["ago"] + 1)
    paid = keep_paid(actor, fields, segments=aimed, now=before)
    if kind:
        # After a week the bid was raised: the change stands in the log.
        raised: PaidFields = {**fields, "bid": Decimal(bid) + Decimal("0.50")}
        paid = keep_paid(actor, raised, segments=aimed, now=now - timedelta(days=5), paid=paid)
    _figures(actor, told, paid, starts, now)
    return paid


def _figures(actor: Actor, told: Mapping[str, Any], paid: PaidCampaign, starts: date, now: datetime) -> None:
    """Read the figures in as the ads manager would export them."""
    columns = told["columns"]
    names, day, spent = columns["figures"], columns["day"], columns["spent"]
    rows: list[list[Cell]] = [["Campaign name", day, spent, *names.values()]]
    for place, amount in enumerate(told["spend"]):
        figures = [told[name][place] for name in names]
        rows.append([paid.name, starts + timedelta(days=place), float(amount), *figures])
    name = f"{told['network']}-bericht.csv"
    brought = Brought(told["network"], name, digest_of(repr(rows).encode()), Sheet("", rows))
    report = look_at_report(actor, brought, now=now)
    read_in(actor, report, {paid.name: paid}, now=now)


def _test(actor: Actor, told: Mapping[str, Any], paid: Mapping[str, PaidCampaign], now: datetime) -> None:
    starts = now.date() - timedelta(days=told["ago"])
    fields = TestFields(
        kind=told["kind"],
        name=told["name"],
        paid=paid[told["campaign"]] if "campaign" in told else None,
        starts=starts,
        ends=starts + timedelta(days=told["days"]),
        base_rate=told["base"],
        least_effect=told["effect"],
    )
    test = keep_test(actor, fields, now=now - timedelta(days=told["ago"] + 1))
    blank: dict[str, object] = {**dict.fromkeys(CellFields.__annotations__), "name": "", "question": ""}
    count_test(actor, test, [cast("CellFields", {**blank, **one}) for one in told["cells"]], now=now)
    if "learned" in told:
        learn_from_test(actor, test, told["learned"], now=now)
