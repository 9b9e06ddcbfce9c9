"""One account's abilities: pinning, looking for a pin, changing, deleting, measuring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, Published, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, Refused, Unreachable
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.pinterest import bodies, metrics, translate
from leitstand.connectors.pinterest.client import Client
from leitstand.connectors.pinterest.sign_in import who_am_i
from leitstand.kernel.clock import Clock
from leitstand.kernel.post import PostPlan
from leitstand.kernel.reading import Reading

_LOOK_AGAIN: Final = timedelta(seconds=15)
_CLOCKS_DIFFER: Final = timedelta(minutes=2)
_PAGES: Final = 4


@dataclass(frozen=True, slots=True)
class Pinboards:
    """One account and its boards."""

    account: Account
    client: Client
    clock: Clock
    media: MediaSource

    async def look(self) -> Account:
        """Return the account with the boards it has now."""
        return await who_am_i(self.client)

    # --- publishing --------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step; the network knows no keys, so what was lost is looked for among the pins."""
        if step.outline.name == translate.REGISTER_STEP:
            return await self._register()
        if step.outline.kind is StepKind.UPLOAD:
            return await self._send(step)
        if step.outline.kind is StepKind.WAIT:
            return await self._wait(step)
        return await self._create(step)

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Look among the newest pins of the board for ours."""
        if step.outline.kind is not StepKind.CREATE:
            return None
        bookmark = ""
        board = self._board(step.plan)
        for _ in range(_PAGES):
            more = {"bookmark": bookmark} if bookmark else {}
            told = await self.client.get(f"/boards/{board}/pins", page_size="100", **more)
            for data in wild.records(told.get("items")):
                if translate.is_ours(data, step.plan, since=step.started_at - _CLOCKS_DIFFER):
                    return _said(data)
            bookmark = wild.text(told, "bookmark")
            if not bookmark:
                break
        return None

    async def _register(self) -> StepResult:
        told = await self.client.post("/media", {"media_type": "video"})
        name, url = wild.text(told, "media_id"), wild.text(told, "upload_url")
        if not name or not url:
            raise Unreachable("The answer names no upload")
        fields = {f"field.{key}": str(value) for key, value in wild.record(told.get("upload_parameters")).items()}
        return StepResult(carried={"id": name, "url": url, **fields})

    async def _send(self, step: Step) -> StepResult:
        film = translate.film_of(step.plan)
        if film is None:
            raise MediaRefused("There is no film to send", code="no_video")
        start = f"{translate.REGISTER_STEP}.field."
        fields = {name.removeprefix(start): value for name, value in step.carried.items() if name.startswith(start)}
        boundary = f"leitstand-{film.sha256[:24]}"
        before, after = bodies.form_around(fields, film, boundary)
        await self.client.send_form(
            step.carried[f"{translate.REGISTER_STEP}.url"],
            bodies.as_form(before, film, after, self.media),
            length=len(before) + film.bytes + len(after),
            boundary=boundary,
        )
        return StepResult()

    async def _wait(self, step: Step) -> StepResult:
        told = await self.client.get(f"/media/{step.carried[f'{translate.REGISTER_STEP}.id']}")
        status = wild.text(told, "status")
        if status == "failed":
            raise MediaRefused("Pinterest could not process the film", code="failed")
        if status == "succeeded":
            return StepResult()
        return StepResult(not_before=self.clock.now() + _LOOK_AGAIN)

    async def _create(self, step: Step) -> StepResult:
        plan = step.plan
        pin = translate.pin(plan, self._board(plan))
        if translate.film_of(plan) is not None:
            source = translate.film_source(step.carried[f"{translate.REGISTER_STEP}.id"])
            return _said(await self.client.post("/pins", {**pin, "media_source": source}))
        if not plan.media:
            raise MediaRefused("A pin needs a picture or a film", code="no_media")
        pieces = bodies.pin_with_pictures(pin, plan.media)
        told, quota = await self.client.post_stream(
            "/pins", bodies.as_base64(pieces, self.media), bodies.length_of(pieces)
        )
        said = _said(told)
        return StepResult(said.carried, said.external_id, said.url, quota=quota)

    def _board(self, plan: PostPlan) -> str:
        board = translate.board_of(plan, self.account)
        if not board:
            raise Refused("Choose the board on which the pin is put", code="no_board")
        return board

    # --- changing ----------------------------------------------------------------------------------------------------

    async def edit(self, post: Published, plan: PostPlan) -> Published:
        """Change title, text, address and alternative text of a pin; its picture stays."""
        said = translate.words(plan)
        body = {name: said.get(name, "") for name in ("title", "description", "link", "alt_text")}
        await self.client.patch(f"/pins/{post.external_id}", body)
        return post

    async def delete(self, post: Published) -> None:
        """Take a pin off; gone already is fine."""
        try:
            await self.client.delete(f"/pins/{post.external_id}")
        except Refused as error:
            if error.code != "not_found":
                raise

    # --- measuring ---------------------------------------------------------------------------------------------------

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Read the figures of pins since they were made; pins that are gone are left out."""
        found: dict[str, tuple[Reading, ...]] = {}
        for post in posts:
            try:
                told = await self.client.get(f"/pins/{post.external_id}", pin_metrics="true")
            except Refused as error:
                if error.code == "not_found":
                    continue
                raise
            figures = wild.inner(told, "pin_metrics", "lifetime_metrics")
            found[post.external_id] = metrics.pin_readings(figures, self.clock.now())
        return found

    async def measure_channel(self) -> tuple[Reading, ...]:
        """Read followers and how many pins there are."""
        return metrics.account_readings(await self.client.get("/user_account"), self.clock.now())


def _said(told: wild.Wild) -> StepResult:
    name = wild.text(told, "id")
    if not name:
        raise Unreachable("The answer names no pin")
    return StepResult(carried={"id": name}, external_id=name, url=translate.pin_url(name))
