"""Items, campaigns, own dates and channels for tests."""

from datetime import UTC, date, datetime
from itertools import count

from leitstand.channels.models import Channel
from leitstand.house.models import Person, Workspace
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import Campaign, Item, OwnDate

_numbers = count(1)
WRITTEN_ON = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def make_channel(workspace: Workspace, name: str = "Werk", **fields: object) -> Channel:
    """Make a connected channel on the rehearsal network."""
    number = next(_numbers)
    told = {
        "network": "rehearsal",
        "handle": f"@werk{number}",
        "method": "password",
        "connected_at": WRITTEN_ON,
        **fields,
    }
    return Channel.objects.create(workspace=workspace, name=name, external_id=f"id-{number}", **told)


def make_item(workspace: Workspace, title: str = "Messe", planned_at: datetime | None = None, **fields: object) -> Item:
    """Make an item; with a date it is planned, without an idea."""
    channels = fields.pop("channels", ())
    told = {
        "stage": (Stage.PLANNED if planned_at else Stage.IDEA).value,
        "created_at": WRITTEN_ON,
        "updated_at": WRITTEN_ON,
        "channel_ids": [channel.pk for channel in channels],
        **fields,
    }
    return Item.objects.create(workspace=workspace, title=title, planned_at=planned_at, **told)


def make_campaign(workspace: Workspace, name: str = "Herbst", **fields: object) -> Campaign:
    """Make a campaign over the first half of November 2026."""
    told = {"starts": date(2026, 11, 2), "ends": date(2026, 11, 13), **fields}
    return Campaign.objects.create(workspace=workspace, name=name, **told)


def make_own_date(workspace: Workspace, name: str = "Hausmesse", **fields: object) -> OwnDate:
    """Make an own date on 10 November 2026."""
    told = {"starts": date(2026, 11, 10), "ends": date(2026, 11, 10), **fields}
    return OwnDate.objects.create(workspace=workspace, name=name, **told)


def make_many(workspace: Workspace, count_of: int, *, channels: list[Channel], person: Person | None = None) -> None:
    """Make a full calendar: items every few minutes over years around November 2026, in all stages. For measuring."""
    stages = tuple(stage.value for stage in Stage)
    start = datetime(2025, 1, 1, tzinfo=UTC).timestamp()
    step = 2.5 * 365 * 86400 / count_of
    words = ("Messe", "Prüfanlage", "Kundentag", "Interview", "Werkstatt", "Ausbildung", "Roboter", "Kamera")
    middle = datetime(2026, 11, 2, tzinfo=UTC).timestamp()
    rows = []
    for number in range(count_of):
        at = start + number * step
        stage = stages[7 - number % 2] if at < middle else stages[1 + number % 5]
        rows.append(
            Item(
                workspace=workspace,
                title=f"{words[number % 8]} {words[number // 8 % 8]} {number}",
                text=f"Heute zeigen wir {words[number % 8]} und {words[number // 5 % 8]}, Beitrag {number}. #industrie",
                stage=stage,
                planned_at=datetime.fromtimestamp(at, tz=UTC),
                channel_ids=[channels[number % len(channels)].pk],
                owner=person,
                created_at=WRITTEN_ON,
                updated_at=WRITTEN_ON,
            )
        )
    Item.objects.bulk_create(rows, batch_size=2000)
