"""Tell the library in which posts its files stand."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse

from leitstand.house.models import Workspace
from leitstand.kernel.post import PostPlan
from leitstand.library.usage import Usage
from leitstand.publishing.core.states import EDITABLE, State
from leitstand.publishing.editor import standing
from leitstand.publishing.models import Draft, Publication


def find_usage(workspace: Workspace, assets: Sequence[str]) -> Iterable[Usage]:
    """Return every post of this workspace that shows one of the files, and drafts no channel was chosen for."""
    if not assets:
        return
    wanted = set(assets)
    seen: set[tuple[str, str]] = set()
    publications = (
        Publication.objects.filter(workspace=workspace, item__deleted_at__isnull=True)
        .exclude(state=State.WITHDRAWN)
        .annotate(written=Cast("content", TextField()))
        .filter(written__regex="|".join(map(_safe, assets)))
        .select_related("item", "channel")
        .order_by("-due_at")
    )
    for publication in publications:
        for asset in _assets(publication.content) & wanted:
            seen.add((str(publication.item_id), asset))
            yield Usage(
                asset,
                f"{publication.item.title} ({publication.channel})",
                reverse("composer_edit", args=[workspace.slug, publication.item_id]),
                standing(publication),
                can_change=publication.state in EDITABLE and not publication.external_id,
                thing=f"publication:{publication.pk}",
                link=publication.external_url,
            )
    drafts = (
        Draft.objects.filter(workspace=workspace, item__deleted_at__isnull=True)
        .annotate(written=Cast("content", TextField()))
        .filter(written__regex="|".join(map(_safe, assets)))
        .select_related("item")
    )
    for draft in drafts:
        for asset in _assets(draft.content) & wanted:
            if (str(draft.item_id), asset) not in seen:
                address = reverse("composer_edit", args=[workspace.slug, draft.item_id])
                yield Usage(asset, draft.item.title, address, "draft", can_change=True)


def _assets(content: dict[str, object]) -> set[str]:
    return set(_walk(PostPlan.from_json(content)))


def _walk(plan: PostPlan) -> Iterator[str]:
    for medium in plan.media:
        yield medium.asset
    if plan.link and plan.link.picture:
        yield plan.link.picture.asset


def _safe(asset: str) -> str:
    return "".join(letter for letter in asset if letter.isalnum() or letter == "-")
