"""One blog and the person who writes in it: each method is one ability of the contract."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import MediaSource, Published, Step, StepResult
from leitstand.connector_kit.errors import MediaRefused, Refused, Unreachable
from leitstand.connector_kit.manifest import Account, StepKind
from leitstand.connectors.wordpress import metrics, sign_in, translate
from leitstand.connectors.wordpress.client import NOT_FOUND, Client
from leitstand.connectors.wordpress.translate import Uploaded
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction
from leitstand.kernel.post import Media, PostPlan
from leitstand.kernel.reading import Reading

_PAGE: Final = 100
_PAGES: Final = 20
_ANY_TIME_ZONE: Final = timedelta(days=1)
_VISIBLE: Final = "publish"
_DUPLICATE: Final = "comment_duplicate"
_TERM_EXISTS: Final = "term_exists"


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog with the client that speaks for one of its authors."""

    account: Account
    client: Client
    clock: Clock
    media: MediaSource

    async def look(self) -> Account:
        """Ask the blog who we are, with its present categories."""
        account, _ = await sign_in.who_am_i(self.client)
        return account

    # --- saying ----------------------------------------------------------------------------------------------------------

    async def publish(self, step: Step, *, key: str) -> StepResult:
        """Take one step: upload a file, write the draft, make the draft visible, comment on it.

        The blog keeps no keys, but making one draft visible twice is doing it once, and it refuses the same comment twice.
        """
        outline = step.outline
        if outline.kind is StepKind.COMMENT:
            return await self._comment(step)
        if outline.kind is StepKind.CREATE:
            return await self._make_visible(step)
        if outline.name == translate.DRAFT:
            return await self._write_draft(step, key)
        return await self._upload(step)

    async def find_published(self, step: Step, *, key: str) -> StepResult | None:
        """Look whether the draft is visible by now, or the comment stands there; a draft itself shows nothing."""
        if step.outline.kind is StepKind.COMMENT:
            return await self._find_comment(step)
        if step.outline.kind is StepKind.CREATE:
            post = await self._post(step.carried[f"{translate.DRAFT}.id"])
            return _visible(post) if post and wild.text(post, "status") == _VISIBLE else None
        return None

    async def _upload(self, step: Step) -> StepResult:
        part, place = step.outline.part, step.outline.media or 0
        medium = step.plan.parts[part].media[place]
        return StepResult(carried=await self._keep_file(medium, translate.place_in_post(step.plan, part, place)))

    async def _keep_file(self, medium: Media, which: int) -> dict[str, str]:
        file = (await self.client.upload(medium, self.media, which=which)).record
        if not wild.text(file, "id"):
            raise Unreachable("The answer names no file")
        return {"id": wild.text(file, "id"), "url": wild.text(file, "source_url"), "sha256": medium.sha256}

    async def _write_draft(self, step: Step, key: str) -> StepResult:
        plan, slug = step.plan, translate.slug(step.plan, key)
        files = _files(plan, step.carried)
        fields = translate.post_fields(plan, files, tags=await self._tags(plan))
        # An earlier attempt may have got here: the same draft is written again instead of leaving a second one behind.
        params = {"slug": slug, "status": "any", "_fields": "id,status"}
        known = (await self.client.get("wp/v2/posts", params)).records
        if known and wild.text(known[0], "status") != translate.DRAFT:
            return StepResult(carried={"id": wild.text(known[0], "id"), "slug": slug})
        path = f"wp/v2/posts/{wild.text(known[0], 'id')}" if known else "wp/v2/posts"
        draft = (await self.client.post(path, {**fields, "slug": slug, "status": "draft"})).record
        if not wild.text(draft, "id"):
            raise Unreachable("The answer names no post")
        self._check_featured(plan, files, draft)
        return StepResult(carried={"id": wild.text(draft, "id"), "slug": slug})

    def _check_featured(self, plan: PostPlan, files: Sequence[Uploaded], post: wild.Wild) -> None:
        """An unknown picture is taken without a word: only the answer shows that it is not there."""
        above = translate.featured(plan, files)
        if above and wild.number(post, "featured_media") != above.id:
            raise MediaRefused(
                "The blog did not take the featured picture", which=files.index(above), code="featured_media"
            )

    async def _make_visible(self, step: Step) -> StepResult:
        draft = step.carried[f"{translate.DRAFT}.id"]
        return _visible((await self.client.post(f"wp/v2/posts/{draft}", {"status": _VISIBLE})).record)

    async def _comment(self, step: Step) -> StepResult:
        post = step.carried[f"{translate.CREATE}.id"]
        try:
            made = await self.client.post("wp/v2/comments", {"post": int(post), "content": _comment_text(step.plan)})
        except Refused as error:
            found = await self._find_comment(step) if error.code == _DUPLICATE else None
            if found is None:
                raise
            return found
        return StepResult(carried={"id": wild.text(made.record, "id"), "url": wild.text(made.record, "link")})

    async def _find_comment(self, step: Step) -> StepResult | None:
        wanted = translate.skeleton(_comment_text(step.plan))
        params = {"post": step.carried[f"{translate.CREATE}.id"], "author": self.account.id, "per_page": str(_PAGE)}
        for entry in (await self.client.get("wp/v2/comments", params)).records:
            if translate.skeleton(wild.text(wild.inner(entry, "content"), "rendered")) == wanted:
                return StepResult(carried={"id": wild.text(entry, "id"), "url": wild.text(entry, "link")})
        return None

    async def _tags(self, plan: PostPlan) -> list[int]:
        return [await self._tag(name) for name in translate.tag_names(plan)]

    async def _tag(self, name: str) -> int:
        # names are kept as markup, and only so they are found
        search = html.escape(name, quote=False)
        found = (
            await self.client.get("wp/v2/tags", {"search": search, "per_page": str(_PAGE), "_fields": "id,name"})
        ).records
        for entry in found:
            number = wild.number(entry, "id")
            if number and translate.plain_text(wild.text(entry, "name")).casefold() == name.casefold():
                return number
        made = (await self.client.post("wp/v2/tags", {"name": name})).record
        number = wild.number(made, "id")
        if number is None:
            raise Unreachable("The answer names no tag")
        return number

    # --- changing --------------------------------------------------------------------------------------------------------

    async def edit(self, post: Published, plan: PostPlan) -> Published:
        """Change a published post, with the pictures it has; new ones are uploaded first. Its address stays."""
        kept: dict[str, str] = {}
        known = _known_files(post.carried)
        for place, medium in enumerate(plan.media):
            file = known.get(medium.sha256) or await self._keep_file(medium, place)
            kept |= {f"{translate.upload_name(place)}.{name}": value for name, value in file.items()}
        files = _files(plan, kept)
        for file_ in files:
            if file_.media.sha256 in known:
                await self.client.post(f"wp/v2/media/{file_.id}", {"alt_text": file_.media.alt})
        fields = translate.post_fields(plan, files, tags=await self._tags(plan))
        changed = (await self.client.post(f"wp/v2/posts/{post.external_id}", fields)).record
        self._check_featured(plan, files, changed)
        comment = post.carried.get(f"{translate.COMMENT}.id")
        if comment and plan.first_comment.strip():
            await self.client.post(f"wp/v2/comments/{comment}", {"content": _comment_text(plan)})
        others = {name: value for name, value in post.carried.items() if not name.startswith("upload:")}
        return Published(post.external_id, wild.text(changed, "link") or post.url, {**others, **kept})

    async def delete(self, post: Published) -> None:
        """Put the post into the blog's bin, from where a person can take it back; gone already is fine."""
        try:
            await self.client.delete(f"wp/v2/posts/{post.external_id}")
        except Refused as error:
            if error.code != NOT_FOUND:
                raise

    # --- reading ---------------------------------------------------------------------------------------------------------

    async def read_replies(self, post: Published, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read the approved comments of others, oldest first."""
        return await self._comments_of_others({"post": post.external_id}, since)

    async def read_inbox(self, *, since: datetime | None) -> tuple[Interaction, ...]:
        """Read the approved comments of others on all of the blog, oldest first."""
        return await self._comments_of_others({}, since)

    async def _comments_of_others(self, which: Mapping[str, str], since: datetime | None) -> tuple[Interaction, ...]:
        params = {**which, "per_page": str(_PAGE), "order": "asc", "orderby": "date_gmt"}
        if since is not None:
            # compared in the blog's own time zone: a day earlier is early enough, the moment itself decides below
            params["after"] = (since - _ANY_TIME_ZONE).replace(tzinfo=None).isoformat(timespec="seconds")
        read: list[Interaction] = []
        for page in range(1, _PAGES + 1):
            try:
                entries = (await self.client.get("wp/v2/comments", {**params, "page": str(page)})).records
            except Refused as error:
                if error.code in (NOT_FOUND, "rest_comment_invalid_post_id"):
                    break
                raise
            read += [translate.comment(entry, now=self.clock.now()) for entry in entries]
            if len(entries) < _PAGE:
                break
        # The blog tells whole seconds: whatever falls into the second of `since` may have come after it.
        begin = None if since is None else since.replace(microsecond=0)
        return tuple(
            entry for entry in read if entry.author.id != self.account.id and (begin is None or entry.at >= begin)
        )

    # --- answering -------------------------------------------------------------------------------------------------------

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer a comment as the author; the blog itself refuses the same words under the same comment twice."""
        fields = {"post": int(to.post_id), "parent": int(to.id), "content": text}
        try:
            made = (await self.client.post("wp/v2/comments", fields)).record
        except Refused as error:
            found = await self.find_answer(to, text, since=self.clock.now()) if error.code == _DUPLICATE else None
            if found is None:
                raise
            return found
        if not wild.text(made, "id"):
            raise Unreachable("The answer names no comment")
        return Published(wild.text(made, "id"), wild.text(made, "link"))

    async def find_answer(self, to: Interaction, text: str, *, since: datetime) -> Published | None:
        """Look under the comment for our answer; the blog keeps each once, so the moment says nothing more."""
        params = {"post": to.post_id, "parent": to.id, "author": self.account.id, "per_page": str(_PAGE)}
        for entry in (await self.client.get("wp/v2/comments", params)).records:
            if translate.skeleton(wild.text(wild.inner(entry, "content"), "rendered")) == translate.skeleton(text):
                return Published(wild.text(entry, "id"), wild.text(entry, "link"))
        return None

    async def hide(self, what: Interaction, *, hidden: bool) -> None:
        """Hold a comment back for review, or approve it again; the user needs the right to moderate."""
        await self.client.post(f"wp/v2/comments/{what.id}", {"status": "hold" if hidden else "approved"})

    async def remove(self, what: Interaction) -> None:
        """Move a comment to the bin; gone already is fine."""
        try:
            await self.client.delete(f"wp/v2/comments/{what.id}")
        except Refused as error:
            if error.code not in (NOT_FOUND, "rest_comment_invalid_id", "rest_already_trashed"):
                raise

    async def measure(self, posts: Sequence[Published]) -> Mapping[str, tuple[Reading, ...]]:
        """Count the comments of each post that is still visible."""
        found = {}
        for post in posts:
            there = await self._post(post.external_id)
            if there is not None and wild.text(there, "status") == _VISIBLE:
                answer = await self.client.get(
                    "wp/v2/comments", {"post": post.external_id, "per_page": "1", "_fields": "id"}
                )
                found[post.external_id] = metrics.post_readings(answer.total, self.clock.now())
        return found

    async def _post(self, number: str) -> wild.Wild | None:
        try:
            params = {"context": "edit", "_fields": "id,status,link,slug"}
            return (await self.client.get(f"wp/v2/posts/{number}", params)).record
        except Refused as error:
            if error.code == NOT_FOUND:
                return None
            raise


def _visible(post: wild.Wild) -> StepResult:
    seen = translate.published(post)
    if not seen.external_id or wild.text(post, "status") != _VISIBLE:
        raise Unreachable("The answer does not say that the post is visible")
    return StepResult(carried={"id": seen.external_id, "url": seen.url}, external_id=seen.external_id, url=seen.url)


def _comment_text(plan: PostPlan) -> str:
    return "\n\n".join(block.split("\n")[1] for block in translate.paragraphs(plan.first_comment))


def _files(plan: PostPlan, carried: Mapping[str, str]) -> list[Uploaded]:
    names = [translate.upload_name(place) for place, _ in enumerate(plan.media)]
    return [
        Uploaded(int(carried[f"{name}.id"]), carried[f"{name}.url"], medium)
        for name, medium in zip(names, plan.media, strict=True)
    ]


def _known_files(carried: Mapping[str, str]) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    place = 0
    while f"{translate.upload_name(place)}.id" in carried:
        name = translate.upload_name(place)
        file = {field: carried.get(f"{name}.{field}", "") for field in ("id", "url", "sha256")}
        known[file["sha256"]] = file
        place += 1
    return known
