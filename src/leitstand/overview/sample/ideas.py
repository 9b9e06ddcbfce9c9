"""Give the sample company its knowledge holders and what colleagues have handed in."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files

from leitstand.house.actor import Actor
from leitstand.planning.actions.decline_idea import decline_idea
from leitstand.planning.actions.hand_in_idea import hand_in_idea
from leitstand.planning.actions.keep_holder import keep_holder
from leitstand.planning.actions.keep_intake import open_intake
from leitstand.planning.models import Idea, Item


def ideas_of_company(actors: Mapping[str, Actor], *, now: datetime) -> None:
    """Hand everything in at the day it came; what has become a post is joined to it."""
    data = tomllib.loads(files("leitstand.overview.sample").joinpath("ideas.toml").read_text(encoding="utf-8"))
    lead, editor = actors["jana"], actors["tobias"]
    since = now - timedelta(days=40)
    open_intake(lead, now=since)
    for told in data["holders"]:
        kept = {name: told[name] for name in ("name", "department", "topics", "email", "note")}
        keep_holder(lead, {**kept, "person_id": None}, now=since)  # type: ignore[typeddict-item]  # the file is checked by a test
    for told in data["ideas"]:
        at = now - timedelta(days=told["days_ago"])
        by = actors[told["by"]] if "by" in told else Actor.house(lead.workspace, via="page")
        fields = {name: told[name] for name in ("text", "contributor", "department", "email") if name in told}
        idea = hand_in_idea(by, fields, source=told["source"], now=at)  # type: ignore[arg-type]
        if "declined" in told:
            decline_idea(editor, idea, told["declined"], now=at + timedelta(days=1))
        if "became" in told:
            item = Item.objects.filter(workspace=lead.workspace, title=told["became"]).first()
            Idea.objects.filter(pk=idea.pk).update(
                item=item, state="taken", decided_at=at + timedelta(days=1), decided_by=editor.person
            )
