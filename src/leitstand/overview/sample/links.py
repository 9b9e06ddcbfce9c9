"""Give the sample company rules for links, short links with clicks, and what people did after its posts."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from importlib.resources import files

from leitstand.channels.models import Channel
from leitstand.house.actor import Actor
from leitstand.leads.actions.keep_link import LinkFields, keep_link
from leitstand.leads.actions.record_conversion import Told, record_conversion
from leitstand.leads.ascribing import NOTHING, by_link
from leitstand.leads.models import Clicks
from leitstand.planning.models import Campaign
from leitstand.publishing.actions.keep_link_rules import keep_link_rules
from leitstand.publishing.core.tracking import Rules


def links_of_company(
    actors: Mapping[str, Actor], channels: Mapping[str, Channel], campaigns: Mapping[str, int], *, now: datetime
) -> None:
    """Keep the rules, make the links, and enter what came of them, each at its own time."""
    data = tomllib.loads(files("leitstand.overview.sample").joinpath("links.toml").read_text(encoding="utf-8"))
    owner, writer, analyst = actors["jana"], actors["tobias"], actors["dora"]
    keep_link_rules(owner, Rules(), is_demanded=False, typed_domains=data["domains"], now=now)
    made = {}
    for told in data["links"]:
        fields = LinkFields(
            label=told["label"],
            target=told["target"],
            slug="",
            publication=None,
            campaign=Campaign.objects.get(pk=campaigns[told["campaign"]]) if "campaign" in told else None,
            channel=channels[told["channel"]] if "channel" in told else None,
            is_stamped=told.get("stamped", False),
        )
        link = made[told["key"]] = keep_link(writer, fields, now=now - timedelta(days=told["ago"]))
        hour = now.replace(minute=0, second=0, microsecond=0)
        # The past of a counter cannot be clicked; only its sums are written.
        Clicks.objects.bulk_create(
            Clicks(
                workspace=link.workspace,
                link=link,
                hour=hour - timedelta(days=day),
                origin=origin,
                is_program=False,
                count=count,
            )
            for day, origin, count in told["clicks"]
        )
    for told in data["conversions"]:
        at = now - timedelta(days=told["ago"])
        record_conversion(
            analyst,
            Told(
                kind=told["kind"],
                at=at,
                value=Decimal(told["value"]) if "value" in told else None,
                count=told.get("count", 1),
                asked=told.get("asked"),
                clicked_at=at - timedelta(minutes=told["minutes"]) if "minutes" in told else None,
                is_offline=told.get("offline", False),
                discovered=told.get("discovered", ""),
            ),
            way="typed",
            now=now,
            ascribed=by_link(made[told["link"]]) if "link" in told else NOTHING,
        )
