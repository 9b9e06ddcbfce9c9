"""How it was: figures of posts and of the account at many moments, in one answer, for whoever writes a past."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

from aiohttp import web

from leitstand.connectors.rehearsal.stage.api import signed_in, told
from leitstand.connectors.rehearsal.stage.stage import STAGE, Problem, answer, moment_from

MOMENTS_MAX: Final = 5000


async def course(request: web.Request) -> web.Response:
    """Tell the course of an account's figures: {"posts": {id: [moment …]}, "followers": [moment …]}, in the order asked."""
    stage = request.app[STAGE]
    session = signed_in(request)
    if not session.admin:
        raise Problem(403, "admin_only", "Only the stage's administration may choose the moment.")
    data = await told(request)
    posts, followers = data.get("posts") or {}, data.get("followers") or []
    if not isinstance(posts, Mapping) or sum(len(_list(each)) for each in posts.values()) > MOMENTS_MAX:
        raise Problem(422, "bad_value", f"posts must name ids with at most {MOMENTS_MAX} moments in all.")
    now, account = stage.clock(), stage.world.accounts[session.handle]
    known = {str(name): stage.world.posts.get(str(name)) for name in posts}
    return answer(
        {
            "posts": {
                name: [asdict(stage.world.figures(post, min(moment_from(at), now))) for at in _list(posts[name])]
                for name, post in known.items()
                if post is not None and post.handle == session.handle
            },
            "followers": [stage.world.followers(account, min(moment_from(at), now)) for at in _list(followers)],
        }
    )


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list) or len(value) > MOMENTS_MAX:
        raise Problem(422, "bad_value", f"Moments come as a list of at most {MOMENTS_MAX}.")
    return value


def routes() -> list[web.RouteDef]:
    """Return the address that only the administration may ask."""
    return [web.post("/api/past", course)]
