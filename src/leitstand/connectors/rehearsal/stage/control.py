"""Faults and counts: what somebody who rehearses or tests wants to switch and to know."""

import json
from html import escape
from importlib.resources import files
from typing import Final

from aiohttp import web

from leitstand.connectors.rehearsal.stage.faults import BadFault, Fault, rule_from
from leitstand.connectors.rehearsal.stage.pages import SAFE_HEADERS, paper, refuse_strangers, words_of
from leitstand.connectors.rehearsal.stage.stage import STAGE, Stage, answer

_FIELDS: Final = ("account", "share", "ms", "n", "window", "reason", "seed")
_NUMBERS: Final = {"share": "1", "ms": "0", "n": "0", "window": "60", "seed": "1"}
_COUNTED: Final = ("requests", "creates_received", "posts_stored", "comments_stored", "answers_lost", "doubles")


def _wants_paper(request: web.Request) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def _rules(stage: Stage) -> dict[str, object]:
    return {"faults": [{**rule.to_json(), "struck": struck} for rule, struck in stage.faults.rules()]}


async def show_faults(request: web.Request) -> web.Response:
    """Show which faults are switched on, as a page or as JSON."""
    return _page(request) if _wants_paper(request) else answer(_rules(request.app[STAGE]))


async def switch(request: web.Request) -> web.Response:
    """Switch a fault on: one as JSON, several under "faults" (they replace all others), or the page's form."""
    refuse_strangers(request)
    stage = request.app[STAGE]
    if request.content_type != "application/json":
        return await _form(request)
    try:
        data = json.loads(await request.read())
        if isinstance(data, dict) and isinstance(data.get("faults"), list):
            fresh = [rule_from(entry) for entry in data["faults"]]
            stage.faults.clear()
        else:
            fresh = [rule_from(data)]
    except (BadFault, ValueError, AttributeError, TypeError) as error:
        return answer({"error": "bad_fault", "reason": str(error)}, 422)
    for rule in fresh:
        stage.faults.add(rule)
    return answer(_rules(stage))


async def clear(request: web.Request) -> web.Response:
    """Switch every fault off."""
    refuse_strangers(request)
    request.app[STAGE].faults.clear()
    return answer(_rules(request.app[STAGE]))


async def _form(request: web.Request) -> web.Response:
    stage = request.app[STAGE]
    form = {name: str(value) for name, value in (await request.post()).items()}
    act = form.pop("act", "add")
    if act == "clear":
        stage.faults.clear()
    elif act == "remove" and form.get("place", "").isdigit():
        stage.faults.remove(int(form["place"]))
    elif act == "add":
        try:
            stage.faults.add(rule_from(form))
        except BadFault as error:
            return _page(request, str(error))
    return web.Response(status=303, headers={**SAFE_HEADERS, "Location": "/faults"})


def _page(request: web.Request, wrong: str = "") -> web.Response:
    words, stage = words_of(request), request.app[STAGE]
    listed = "".join(
        f'<form method="post" action="/faults"><p><strong>{escape(words(rule.kind.value))}</strong> '
        f'<span class="quiet">· @{escape(rule.account or words("everyone"))} · {rule.share:g} · '
        f"{escape(words('fault_struck', n=struck))}</span></p>"
        f'<input type="hidden" name="act" value="remove"><input type="hidden" name="place" value="{place}">'
        f"<button>{escape(words('fault_off'))}</button></form>"
        for place, (rule, struck) in enumerate(stage.faults.rules())
    )
    if listed:
        listed += (
            '<form method="post" action="/faults"><input type="hidden" name="act" value="clear">'
            f"<p><button>{escape(words('faults_clear'))}</button></p></form>"
        )
    else:
        listed = f"<p>{escape(words('faults_none'))}</p>"
    kinds = "".join(f'<option value="{kind.value}">{escape(words(kind.value))}</option>' for kind in Fault)
    inputs = "".join(
        f'<label>{escape(words(f"fault_{name}"))}<input name="{name}" value="{_NUMBERS.get(name, "")}"'
        f'{" inputmode=decimal" if name in _NUMBERS else ""} autocomplete="off"></label>'
        for name in _FIELDS
    )
    told = stage.counts.to_json(stage.world, keys=False)
    counted = "".join(f"<dt>{escape(words(f'count_{name}'))}</dt><dd>{told[name]}</dd>" for name in _COUNTED)
    warned = f'<p class="wrong" role="alert">{escape(words("fault_wrong", reason=wrong))}</p>' if wrong else ""
    body = (
        f"{warned}<p>{escape(words('faults_intro'))}</p>"
        f'<section class="panel"><h2>{escape(words("faults_on"))}</h2>{listed}</section>'
        f'<section class="panel"><h2>{escape(words("faults_add"))}</h2><form method="post" action="/faults">'
        f'<input type="hidden" name="act" value="add"><label>{escape(words("fault"))}<select name="kind">{kinds}</select></label>'
        f'<div class="two">{inputs}</div><button class="main">{escape(words("faults_add"))}</button></form></section>'
        f'<section class="panel"><h2>{escape(words("received"))}</h2><dl class="counts">{counted}</dl></section>'
    )
    return paper(request, words("faults"), body, 422 if wrong else 200)


async def counts(request: web.Request) -> web.Response:
    """Tell what was received and kept; `?keys=0` leaves out the line for every key."""
    stage = request.app[STAGE]
    return answer(stage.counts.to_json(stage.world, keys=request.query.get("keys") != "0"))


async def style(_: web.Request) -> web.Response:
    """Give the style sheet."""
    sheet = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    return web.Response(text=sheet, content_type="text/css", headers={"Cache-Control": "max-age=3600"})


async def no_icon(_: web.Request) -> web.Response:
    """Browsers ask for a picture of the site; there is none."""
    return web.Response(status=204, headers={"Cache-Control": "max-age=86400"})


def routes() -> list[web.RouteDef]:
    """Return the addresses that no fault strikes."""
    return [
        web.get("/faults", show_faults),
        web.post("/faults", switch),
        web.delete("/faults", clear),
        web.get("/counts", counts),
        web.get("/style.css", style),
        web.get("/favicon.ico", no_icon),
    ]
