"""Two made-up networks and short ways to channels, items and texts for the tests of writing and approving."""

import uuid
from datetime import UTC, datetime, timedelta

from leitstand.channels.models import Channel
from leitstand.connector_kit.limits import Limits
from leitstand.connector_kit.manifest import Ability, Manifest, Question, StepKind, StepOutline
from leitstand.house.models import Workspace
from leitstand.kernel.post import Media, Part, PostPlan
from leitstand.kernel.text import grapheme_count
from leitstand.planning.models import Item
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.core.drafts import Composition, Text, Variant
from leitstand.publishing.models import Publication

SHORT_LIMITS = Limits(
    text_max=100,
    fold=60,
    hashtags_max=3,
    parts_max=5,
    alt_max=200,
    pictures_max=2,
    picture_types=("image/jpeg", "image/png"),
    picture_bytes_max=1_000_000,
    picture_pixels_max=4_000_000,
    picture_ratio_min=0.5,
    picture_ratio_max=2.0,
    videos_max=1,
    video_types=("video/mp4",),
    video_codecs=("h264",),
    video_bytes_max=10_000_000,
    video_seconds_max=60,
)


def _count(text: str, limits: Limits) -> int:
    return grapheme_count(text)


def _steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    return tuple(StepOutline(f"create:{number}", StepKind.CREATE, part=number) for number in range(len(plan.parts)))


SHORT = Manifest(
    slug="kurz",
    name="Kurznetz",
    colour="#205090",
    letter="K",
    abilities=frozenset({Ability.THREAD, Ability.FIRST_COMMENT, Ability.LINK_CARD, Ability.ALT_TEXT, Ability.MENTIONS}),
    formats=("post", "video"),
    limits=SHORT_LIMITS,
    facts=(),
    sign_in=(),
    limits_for=SHORT_LIMITS.refined,
    count=_count,
    steps=_steps,
    options=(
        Question("spoiler", "Warning", required=False, counted=True),
        Question(
            "visibility",
            "Who sees it",
            kind="choice",
            choices=(("public", "All"), ("quiet", "Quiet")),
            default="public",
        ),
    ),
)
LONG_LIMITS = Limits(title_max=60, pictures_max=20, picture_types=("image/jpeg", "image/png", "image/gif"))
LONG = Manifest(
    slug="lang",
    name="Langblatt",
    colour="#803020",
    letter="L",
    abilities=frozenset({Ability.TITLE, Ability.EXCERPT, Ability.ALT_TEXT}),
    formats=("article", "post"),
    limits=LONG_LIMITS,
    facts=(),
    sign_in=(),
    limits_for=LONG_LIMITS.refined,
    count=_count,
    steps=_steps,
    preview="article",
)
ENTRIES = {manifest.slug: (manifest, None) for manifest in (SHORT, LONG)}
CREATED = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)


def make_channel(workspace: Workspace, network: str = "kurz", handle: str = "@werk", **fields: object) -> Channel:
    """Make a connected channel on one of the made-up networks."""
    return Channel.objects.create(
        workspace=workspace,
        network=network,
        external_id=fields.pop("external_id", uuid.uuid4().hex),
        handle=handle,
        name=fields.pop("name", f"Werk auf {network}"),
        method="token",
        connected_at=CREATED,
        **fields,
    )


def make_item(workspace: Workspace, title: str = "Tag der offenen Tür", **fields: object) -> Item:
    """Make an item of the calendar."""
    return Item.objects.create(workspace=workspace, title=title, created_at=CREATED, updated_at=CREATED, **fields)


def picture(alt: str = "Zwei Kolleginnen vor der Prüfanlage", **fields: object) -> Media:
    """Return a picture that fits everywhere."""
    given: dict[str, object] = {
        "asset": "a1",
        "sha256": "5" * 64,
        "kind": "picture",
        "mime": "image/jpeg",
        "bytes": 200_000,
        "width": 1200,
        "height": 900,
        "alt": alt,
    }
    return Media(**{**given, **fields})  # type: ignore[arg-type]


def said(*texts: str, media: tuple[Media, ...] = ()) -> Text:
    """Return a text of one or several messages, the files with the first."""
    first, *rest = texts or ("",)
    return Text((Part(first, media), *(Part(text) for text in rest)))


def write(actor, item, text: str, *channels: Channel, now: datetime, **variants: Variant) -> list[Publication]:
    """Save one shared text for some channels through the action and return the publications in their order."""
    save_draft(
        actor,
        item,
        Composition(said(text), tuple(Variant(str(channel.pk)) for channel in channels)),
        base_version=None,
        now=now,
    )
    found = {each.channel_id: each for each in Publication.objects.filter(item=item).select_related("channel", "item")}
    return [found[channel.pk] for channel in channels]


HOUR = timedelta(hours=1)
