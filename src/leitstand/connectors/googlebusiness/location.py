"""One location with its sign-in: each method is one ability of the contract."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaUrl, Published, Step, StepResult
from leitstand.connector_kit.errors import Refused, Unreachable
from leitstand.connector_kit.manifest import Account
from leitstand.connectors.googlebusiness import metrics, refusals, sign_in, translate
from leitstand.connectors.googlebusiness.client import FIGURES, Client
from leitstand.connectors.googlebusiness.limits import number
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import PostPlan
from leitstand.kernel.reading import Reading
from leitstand.kernel.text import utf8_count

_POSTS_PAGE, _REVIEWS_PAGE = "100", "50"
_PAGES: Final = 10
_PAGES_AT_FIRST: Final = 4
# Two clocks never agree to the second.
_CLOCKS_DIFFER: Final = timedelta(seconds=60)
_SOONEST, _LATEST = timedelta(seconds=10), timedelta(minutes=5)
# Most reviews of posts take minutes; a rare one takes days, and later posts shall not stand behind it so long.
_PATIENCE: Final = timedelta(hours=2)

NOT_REACHABLE: Final = "Google fetches pictures itself: LEITSTAND_URL must be a public https address"


@dataclass(frozen=True, slots=True)
class Location:
    """A location, with the client that speaks for it."""

    account: Account
    client: Client
    clock: Clock
    media_url: MediaUrl | None = None

    @property
    def parent(self) -> str:
        """The location's name on the old interface."""
        return translate.parent_of(self.account)

    async def look(self) -> Account:
        """Ask the network for the location with fresh facts."""
        return await sign_in.look(self.client, self.account)

    # --- saying ----------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Create the post, then look until the network has reviewed it."""
        if step.outline.name == translate.WAIT:
            return await self._wait(step)
        self._may_post(step.plan)
        body = translate.local_post(step.plan, self._address_of_picture(step.plan))
        return _said(await self.client.send("POST", f"{self.parent}/localPosts", body), step.plan)

    def _may_post(self, plan: PostPlan) -> None:
        if self.account.facts.get("may_post") is False:
            raise Refused(refusals.NOT_BY_PROGRAM, code="may_not_post")
        for code in translate.refused(plan):
            raise Refused(translate.OBJECTIONS[code], code=code)

    def _address_of_picture(self, plan: PostPlan) -> str:
        if not plan.media:
            return ""
        if self.media_url is None:
            raise Refused(NOT_REACHABLE, code="not_reachable")
        return self.media_url(plan.media[0])

    async def _wait(self, step: Step) -> StepResult:
        post = await self.client.get(step.carried[f"{translate.CREATE}.id"])
        state = wild.text(post, "state")
        if state == translate.REJECTED:
            raise Refused(refusals.REJECTED, code=state)
        waited = self.clock.now() - step.started_at
        if state != translate.PROCESSING or waited >= _PATIENCE:
            return StepResult(carried={"state": state}, url=wild.text(post, "searchUrl"))
        return StepResult(not_before=self.clock.now() + min(max(waited / 2, _SOONEST), _LATEST))

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Look through the location's posts since the attempt for the one that was sent."""
        if step.outline.name != translate.CREATE:
            return None
        since = step.started_at - _CLOCKS_DIFFER
        async for post in self._pages(f"{self.parent}/localPosts", "localPosts", {"pageSize": _POSTS_PAGE}, _PAGES):
            if translate.is_ours(post, step.plan, since=since):
                return _said(post, step.plan)
        return None

    async def edit(self, post: Published, plan: PostPlan) -> Published:
        """Change text, button, event and offer; kind and picture of a published post are fixed."""
        self._may_post(plan)
        there = await self.client.get(post.external_id)
        if wild.text(there, "topicType") != translate.topic(plan):
            raise Refused("The kind of a published post cannot be changed; publish it as a new one", code="topic")
        had = post.carried.get(f"{translate.CREATE}.{translate.PICTURE}", translate.picture_of(plan))
        if len(wild.records(there.get("media"))) != len(plan.media) or had != translate.picture_of(plan):
            raise Refused("The picture of a published post cannot be changed; publish it as a new one", code="media")
        body = {"summary": plan.text.strip(), **translate.changeable(plan)}
        answer = await self.client.send("PATCH", post.external_id, body, {"updateMask": translate.update_mask(plan)})
        if wild.text(answer, "state") == translate.REJECTED:
            raise Refused(refusals.REJECTED, code=translate.REJECTED)
        return Published(post.external_id, wild.text(answer, "searchUrl") or post.url, post.carried)

    async def delete(self, post: Published) -> None:
        """Take back a post, or our answer to a review; gone already is fine."""
        try:
            await self.client.send("DELETE", post.external_id)
        except Refused as error:
            if error.code != "not_found":
                raise

    # --- reviews ---------------------------------------------------------------------------------------------------------

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read reviews, the last changed first: those since a moment, or as many as a few pages hold."""
        found: list[Interaction] = []
        asked = {"pageSize": _REVIEWS_PAGE, "orderBy": "updateTime desc"}
        pages = _PAGES_AT_FIRST if since is None else _PAGES
        async for entry in self._pages(f"{self.parent}/reviews", "reviews", asked, pages):
            read = translate.review(entry, self.account.url)
            if read is None:
                continue
            if since is not None and read.at < since:
                break
            found.append(read)
        return tuple(reversed(found))

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer a review; each has one answer, and a later one takes the place of an earlier one."""
        if utf8_count(text.strip()) > number("answer_bytes_max"):
            raise Refused("An answer to a review takes at most 4,096 bytes", code="too_long")
        reply = await self.client.send("PUT", translate.reply_name(to.id), {"comment": text.strip()})
        if wild.text(reply, "reviewReplyState") == translate.REJECTED:
            reason = wild.text(reply, "policyViolation")
            raise Refused("Google rejected this answer because of its content", code=reason or translate.REJECTED)
        return self._answered(to)

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look whether our answer stands under the review; a rejected one does not, and sending it again says why."""
        try:
            reply = wild.inner(await self.client.get(to.id), "reviewReply")
        except Refused as error:
            if error.code == "not_found":
                return None
            raise
        at = wild.moment(reply, "updateTime")
        is_new = at is not None and at >= since - _CLOCKS_DIFFER
        is_rejected = wild.text(reply, "reviewReplyState") == translate.REJECTED
        is_ours = is_new and not is_rejected and wild.text(reply, "comment").split() == text.split()
        return self._answered(to) if is_ours else None

    def _answered(self, to: Interaction) -> Published:
        return Published(translate.reply_name(to.id), to.url, {"review": to.id})

    # --- measuring -------------------------------------------------------------------------------------------------------

    async def measure_channel(self) -> tuple[Reading, ...]:
        """Read how often the location was seen, clicked, called and driven to in the last 30 complete days."""
        now = self.clock.now()
        path = f"v1/{self.account.id}:fetchMultiDailyMetricsTimeSeries"
        report = await self.client.get(path, metrics.report_params(now.date()), host=FIGURES)
        return metrics.location_readings(report, now)

    async def _pages(self, path: str, entries: str, params: dict[str, str], pages: int) -> AsyncIterator[wild.Wild]:
        asked = dict(params)
        for _ in range(pages):
            page = await self.client.get(path, asked)
            for entry in wild.records(page.get(entries)):
                yield entry
            asked["pageToken"] = wild.text(page, "nextPageToken")
            if not asked["pageToken"]:
                return


def _said(post: wild.Wild, plan: PostPlan) -> StepResult:
    name, url = wild.text(post, "name"), wild.text(post, "searchUrl")
    if not name:
        raise Unreachable("The answer names no post")
    carried = {"id": name, "url": url, translate.PICTURE: translate.picture_of(plan)}
    return StepResult(carried=carried, external_id=name, url=url)
