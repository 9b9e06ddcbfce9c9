"""Give the sample company a series on its people, a job, a reference, partners and a round of talks."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import Any

from leitstand.house.actor import Actor
from leitstand.planning.actions.answer_release import note_release
from leitstand.planning.actions.keep_job import advertise
from leitstand.planning.actions.keep_partner import keep_partner
from leitstand.planning.actions.keep_reference import keep_reference
from leitstand.planning.actions.keep_series import add_turn, keep_series
from leitstand.planning.actions.keep_talks import keep_round, propose_talk, vote_talk
from leitstand.planning.actions.plan_series import plan_series
from leitstand.planning.changes import zone_of
from leitstand.planning.models import KnowledgeHolder


def people_of_company(actors: Mapping[str, Actor], *, channel_ids: Sequence[int], now: datetime) -> None:
    """Enter everything two weeks ago; one of the series is on the plan, the others wait."""
    data = tomllib.loads(files("leitstand.overview.sample").joinpath("people.toml").read_text(encoding="utf-8"))
    lead, since = actors["jana"], now - timedelta(days=14)
    told = data["series"]
    turns = told.pop("turns")
    rhythm = {**told, "starts": since.date(), "channel_ids": list(channel_ids)}
    series = keep_series(lead, rhythm, now=since)  # type: ignore[arg-type]  # the file is checked by a test
    for one in turns:
        consent = one.pop("consent")
        turn = add_turn(lead, series, one, now=since)
        if consent:
            note_release(lead, turn.release, "given", evidence=consent, now=since)
    plan_series(lead, series, count=1, now=now)
    job = {**data["job"], "day": None, "channel_ids": list(channel_ids)}
    advertise(lead, job, now=since)  # type: ignore[arg-type]  # the file is checked by a test
    evidence = data["reference"].pop("evidence")
    nothing = {"starts": None, "ends": None, "every_weeks": 0, "channel_ids": list(channel_ids)}
    entry = {**data["reference"], **nothing}
    reference = keep_reference(lead, entry, now=since)  # type: ignore[arg-type]  # the file is checked by a test
    note_release(lead, reference.release, "given", evidence=evidence, now=since)
    for partner in data["partners"]:
        keep_partner(lead, partner, now=since)
    _talks(actors, data["talks"], now=now)


def _talks(actors: Mapping[str, Actor], told: dict[str, Any], *, now: datetime) -> None:
    """Plan a round in the coming weeks, with proposals and votes."""
    lead, since = actors["jana"], now - timedelta(days=3)
    day = (now + timedelta(days=told.pop("days_ahead"))).date()
    starts = datetime.combine(day, time(told.pop("hour")), zone_of(lead.workspace))
    proposals = told.pop("proposals")
    talks = keep_round(lead, {**told, "starts_at": starts}, now=since)  # type: ignore[typeddict-item]  # the file is checked by a test
    for one in proposals:
        holder = KnowledgeHolder.objects.filter(workspace=lead.workspace, name=one["holder"]).first()
        talk = propose_talk(lead, talks, title=one["title"], about=one["about"], speaker="", holder=holder, now=since)
        for voter in one["votes"]:
            vote_talk(actors[voter], talk, now=since)
