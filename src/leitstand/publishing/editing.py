"""What the buttons of the composer do to a composition: another message, another file, another way, a finding mended."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.core.labelling import with_label
from leitstand.compliance.core.media import OWN_WORK
from leitstand.compliance.subjects import asset_subject
from leitstand.house.actor import Actor, Foreign
from leitstand.house.errors import Impossible
from leitstand.kernel.post import Media, Part
from leitstand.library.actions.fit_media import fit_media
from leitstand.library.core.recipes import Need
from leitstand.library.models import Asset
from leitstand.library.queries import as_media, media_by_name
from leitstand.planning.models import Item
from leitstand.publishing.cards import look_at
from leitstand.publishing.core.drafts import Composition, Text, Variant
from leitstand.publishing.core.fit import Finding, Mend
from leitstand.publishing.core.mending import mended, mended_variant
from leitstand.publishing.core.tracking import Tagged, as_written
from leitstand.publishing.forms import MOST_PARTS, SHARED
from leitstand.publishing.lawful import thing_of
from leitstand.publishing.mentions import find_mention
from leitstand.publishing.networks import Ground, ground_of
from leitstand.publishing.queries import publication_on
from leitstand.publishing.tracking import tracking_of

_T = TypeVar("_T")
Done = tuple[Composition, str]
_MENDS_SHARED: Final = frozenset({Mend.WRITE_OUT_LINK, Mend.SHORTEN_ALT})


def edited(actor: Actor, item: Item, composition: Composition, verb: str, *, now: datetime) -> Done:
    """Return the composition after what a button says, and what the person should be told.

    A verb is a word with its places, as in "drop_media:s:0:2". Unknown ones change nothing.
    """
    actor.own(item)
    word, *places = verb.split(":")
    act = _VERBS.get(word)
    try:
        if word == "mend":
            return _mend(actor, item, composition, places, now)
        return act(actor, composition, places, now) if act else (composition, "")
    except (IndexError, ValueError):
        return composition, ""


def _add_part(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    def longer(text: Text) -> Text:
        return text if len(text.parts) >= MOST_PARTS else replace(text, parts=(*text.parts, Part(" ")))

    return _at(composition, places[0], longer), ""


def _drop_part(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    place = int(places[1])
    return _at(composition, places[0], lambda text: replace(text, parts=_without(text.parts, place) or (Part(),))), ""


def _own(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    variant, ground = _chosen(actor, composition, places[0])
    plan = ground.plan(composition.shared, variant)
    own = Text(plan.parts, plan.link)
    return composition.with_variant(replace(variant, own=own, fitted=())), ""


def _follow(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    variant, _ground = _chosen(actor, composition, places[0])
    return composition.with_variant(replace(variant, own=None)), ""


def _add_media(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    part = int(places[1])
    wanted = [UUID(one) for one in places[2].split(",") if one]
    found = Asset.objects.filter(workspace=actor.workspace, pk__in=wanted, deleted_at__isnull=True).in_bulk()
    if len(found) != len(set(wanted)):
        raise Foreign("asset")
    if any(asset.state != "ready" for asset in found.values()):
        raise Impossible(_("This file is still being prepared. Try again in a moment."), code="not_ready")
    added = tuple(as_media(found[each]) for each in wanted)
    return _at_media(composition, places[0], part, lambda media: (*media, *added)), ""


def _drop_media(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    place = int(places[2])
    return _at_media(composition, places[0], int(places[1]), lambda media: _without(media, place)), ""


def _move_media(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    place, step = int(places[2]), int(places[3])

    def moved(media: tuple[Media, ...]) -> tuple[Media, ...]:
        order = list(media)
        medium = order.pop(place)
        order.insert(max(0, min(len(order), place + step)), medium)
        return tuple(order)

    return _at_media(composition, places[0], int(places[1]), moved), ""


def _version(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    """Show a file in another of its versions, or as itself; what was made for a channel from the former one gives way."""
    place, sha256, asset = int(places[2]), places[3], ""

    def shown(media: tuple[Media, ...]) -> tuple[Media, ...]:
        nonlocal asset
        medium = media[place]
        asset = medium.asset
        version = media_by_name(actor.workspace, [(asset, sha256)]).get((asset, sha256))
        if version is None:
            raise Foreign("file")
        return (*media[:place], replace(version, alt=medium.alt), *media[place + 1 :])

    composition = _at_media(composition, places[0], int(places[1]), shown)
    if places[0] != SHARED:
        return composition, ""
    variants = tuple(
        replace(each, fitted=tuple(medium for medium in each.fitted if medium.asset != asset))
        for each in composition.variants
    )
    return replace(composition, variants=variants), ""


def _original(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    """Go back from a converted version to the file itself."""
    scope, asset_id = places[0], places[1]
    variant, _ground = _chosen(actor, composition, scope.removeprefix("c"))
    if variant.own is None:
        return composition.with_variant(
            replace(variant, fitted=tuple(each for each in variant.fitted if each.asset != asset_id))
        ), ""
    asset = Asset.objects.filter(workspace=actor.workspace, pk=UUID(asset_id)).first()
    if asset is None:
        raise Foreign("asset")

    def back(medium: Media) -> Media:
        return as_media(asset, alt=medium.alt) if medium.asset == asset_id else medium

    parts = tuple(Part(part.text, tuple(map(back, part.media))) for part in variant.own.parts)
    return composition.with_variant(replace(variant, own=replace(variant.own, parts=parts))), ""


def _card(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    """Take the card of a link away; putting it back is done by the form, which then no longer says none."""
    if places[1] == "none":
        return _at(composition, places[0], lambda text: replace(text, link=None)), ""
    return composition, ""


def _label(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    """Put the advertising label where readers begin: before the text, or before the title where a channel has one."""
    scope = places[0]

    def labelled(text: Text) -> Text:
        first, *rest = text.parts or (Part(),)
        return replace(text, parts=(replace(first, text=with_label(first.text)), *rest))

    changed = _at(composition, scope, labelled)
    for variant in changed.variants:
        is_meant = variant.own is None if scope == SHARED else scope == f"c{variant.channel}"
        if is_meant and variant.title.strip():
            changed = changed.with_variant(replace(variant, title=with_label(variant.title)))
    return changed, _("The label stands at the beginning already.") if changed == composition else ""


def _ours(actor: Actor, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    """Note that a picture or film in this post was made by the company itself; what only its record can answer."""
    texts = [composition.shared, *(each.own for each in composition.variants if each.own is not None)]
    files = {thing_of(medium) for text in texts for part in text.parts for medium in part.media}
    if places[0] not in files:
        return composition, ""
    declare(actor, asset_subject(places[0]), OWN_WORK, now=now)
    return composition, _("Noted in the record: you made it yourselves.")


def _mend(actor: Actor, item: Item, composition: Composition, places: Sequence[str], now: datetime) -> Done:
    pk, finding_id, part = places[0], places[1], int(places[2])
    media = int(places[3]) if len(places) > 3 and places[3] else None
    variant, ground = _chosen(actor, composition, pk)
    made = tracking_of(item).plan(ground, composition.shared, variant, publication_on(item, ground.channel))
    plan = made.plan
    finding = next(
        (
            each
            for each in ground.check(plan)
            if (each.id, each.part or 0, each.media) == (finding_id, part, media) and each.mend
        ),
        None,
    )
    if finding is None or finding.mend is None:
        return composition, _("This is already in order.")
    if finding.mend is Mend.FETCH_CARD:
        card = look_at(actor, str(finding.params["url"]), now=now, is_again=True)
        return composition, card.problem and _("No card: %(problem)s") % {"problem": _(card.problem)}
    if finding.mend is Mend.FIND_MENTION:
        return _mention(actor, composition, variant, ground, str(finding.params["handle"]), now)
    if finding.mend is Mend.FIT_MEDIA and media is not None:
        return _fit(actor, composition, variant, ground, finding, now)
    if finding.mend in (Mend.SHORTEN_TITLE, Mend.SHORTEN_COMMENT):
        longer = replace(variant, first_comment=plan.first_comment)
        shorter = mended_variant(longer, finding.mend, plan, ground.limits, ground.manifest)
        comment = as_written(shorter.first_comment, made.plain)
        return composition.with_variant(replace(shorter, first_comment=comment)), ""
    # What is counted is what will stand there, so it is cut with its links as the public gets them.
    said = Text(plan.parts, plan.link)
    if variant.own is None and finding.mend in _MENDS_SHARED:
        said = composition.shared
    changed = mended(
        said, finding.mend, part=part, media=media, plan=plan, limits=ground.limits, manifest=ground.manifest
    )
    changed = _as_written(changed, made)
    if variant.own is None and finding.mend in _MENDS_SHARED:
        return replace(composition, shared=changed), ""
    told = (
        _("%(channel)s has a text of its own now; the others keep the shared one.") % {"channel": ground.channel}
        if variant.own is None and len(composition.variants) > 1
        else ""
    )
    if variant.own is None and len(composition.variants) == 1:
        return replace(composition, shared=changed), ""
    return composition.with_variant(replace(variant, own=changed, fitted=())), told


def _as_written(text: Text, made: Tagged) -> Text:
    """Return a text with its links as they were written, before they were tagged."""
    parts = tuple(Part(as_written(part.text, made.plain), part.media) for part in text.parts)
    link = text.link
    return Text(parts, replace(link, url=made.plain.get(link.url, link.url)) if link else None)


def _mention(
    actor: Actor, composition: Composition, variant: Variant, ground: Ground, handle: str, now: datetime
) -> Done:
    found = find_mention(actor, ground.channel, handle)
    if found is None:
        return composition, _("%(handle)s is not known on %(network)s. It stays plain text.") % {
            "handle": handle,
            "network": ground.manifest.name,
        }
    others = tuple(who for who in variant.mentions if who.text != found.text)
    return composition.with_variant(replace(variant, mentions=(*others, found))), _("%(handle)s was found.") % {
        "handle": handle
    }


def _fit(
    actor: Actor, composition: Composition, variant: Variant, ground: Ground, finding: Finding, now: datetime
) -> Done:
    plan = ground.plan(composition.shared, variant)
    medium = plan.parts[finding.part or 0].media[finding.media or 0]
    made = fit_media(actor, medium, need_of(ground, medium.kind), now=now)
    if made is None:
        return composition, _("The version is being made. Press the button again in a moment.")
    if variant.own is None:
        others = tuple(each for each in variant.fitted if each.asset != made.asset)
        return composition.with_variant(replace(variant, fitted=(*others, made))), ""

    def fitted(other: Media) -> Media:
        return replace(made, alt=other.alt) if other.asset == made.asset else other

    parts = tuple(Part(part.text, tuple(map(fitted, part.media))) for part in variant.own.parts)
    return composition.with_variant(replace(variant, own=replace(variant.own, parts=parts))), ""


def need_of(ground: Ground, kind: str) -> Need:
    """Return what a channel demands of a file, as the library understands it."""
    limits = ground.limits
    if kind == "video":
        return Need(
            kind="video",
            types=limits.video_types,
            codecs=limits.video_codecs,
            bytes_max=limits.video_bytes_max,
        )
    return Need(
        kind="picture",
        types=limits.picture_types,
        bytes_max=limits.picture_bytes_max,
        pixels_max=limits.picture_pixels_max,
        ratio_min=limits.picture_ratio_min,
        ratio_max=limits.picture_ratio_max,
    )


def _chosen(actor: Actor, composition: Composition, pk: str) -> tuple[Variant, Ground]:
    variant = composition.variant(pk)
    channel = Channel.objects.filter(workspace=actor.workspace, pk=int(pk)).first()
    if variant is None or channel is None:
        raise Foreign("channel")
    return variant, ground_of(channel)


def _at(composition: Composition, scope: str, act: Callable[[Text], Text]) -> Composition:
    if scope == SHARED:
        return replace(composition, shared=act(composition.shared))
    variant = composition.variant(scope.removeprefix("c"))
    if variant is None or variant.own is None:
        return composition
    return composition.with_variant(replace(variant, own=act(variant.own)))


def _at_media(
    composition: Composition, scope: str, place: int, act: Callable[[tuple[Media, ...]], tuple[Media, ...]]
) -> Composition:
    def changed(text: Text) -> Text:
        part = text.parts[place]
        return replace(
            text, parts=(*text.parts[:place], replace(part, media=act(part.media)), *text.parts[place + 1 :])
        )

    return _at(composition, scope, changed)


def _without(things: tuple[_T, ...], place: int) -> tuple[_T, ...]:
    return (*things[:place], *things[place + 1 :])


_VERBS: Final[dict[str, Callable[[Actor, Composition, Sequence[str], datetime], Done]]] = {
    "add_part": _add_part,
    "drop_part": _drop_part,
    "own": _own,
    "follow": _follow,
    "add_media": _add_media,
    "drop_media": _drop_media,
    "move_media": _move_media,
    "version": _version,
    "original": _original,
    "card": _card,
    "label": _label,
    "ours": _ours,
}
