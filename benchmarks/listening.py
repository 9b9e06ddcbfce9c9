"""How well and how fast listening finds: a planted set, then the whole way from intake to stored and counted.

    python -m benchmarks.listening [--data FOLDER] [--posts 200000] [--items 60000] [--workers 2] [--stored 0] [--live 0]

`--data` is a folder of labelled texts (posts to plant names into); nothing of it is kept. `--stored` fills the tables with
so many mentions first and times what the screens read. `--live` has so many posts told by a websocket server on this machine.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.planted import names, plant, posts
from benchmarks.sending import ROOT, database

WORKER = """
import time
import django; django.setup()
from leitstand.listening.actions.work_off import work_all_off
begun = time.time()
print(work_all_off(until=lambda: False), begun, time.time())
"""
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def matching(count: int, folder: Path | None) -> list[str]:
    """Measure recall and wrong hits on the planted set, and the speed with 200 searches."""
    from leitstand.listening.core.matching import Matcher, Wanted
    from leitstand.listening.core.query import parse

    known = names(200)
    planted = plant(posts(count, folder), known)
    begun = time.perf_counter()
    matcher = Matcher([Wanted(number, parse(f'"{name}"')) for number, name in enumerate(known)])
    compiled = time.perf_counter() - begun
    begun = time.perf_counter()
    found = matcher.match_all([one.text for one in planted])
    cold = count / (time.perf_counter() - begun)
    begun = time.perf_counter()
    matcher.match_all([one.text for one in planted])
    warm = count / (time.perf_counter() - begun)
    there, right, wrong = Counter[str](), Counter[str](), 0
    for one, hits in zip(planted, found, strict=True):
        if one.name is not None:
            there[one.how] += 1
            right[one.how] += any(hit.key == one.name for hit in hits)
        wrong += sum(1 for hit in hits if hit.key != one.name and hit.misspelt)
    whole, good = sum(there.values()), sum(right.values())
    return [
        f"matching: {count} posts, 200 searches, compiled in {compiled * 1000:.0f} ms",
        f"  recall {good / whole:.3f}; " + ", ".join(f"{how} {right[how] / there[how]:.3f}" for how in there),
        f"  wrong by misspelling {1000 * wrong / count:.2f} in 1,000 posts",
        f"  {cold:,.0f} posts/s cold, {warm:,.0f} warm (one core)",
    ]


def make_company(searches: int) -> tuple[Any, Any]:
    """Make a workspace with so many searches, and a source."""
    from leitstand.house.models import Workspace
    from leitstand.listening.models import Search, Source

    workspace = Workspace.objects.create(slug="werk", name="Werk", state="NW")
    Search.objects.bulk_create(
        Search(workspace=workspace, name=f"{number}", query=f'"{name}" -gewinnspiel', made_at=NOW)
        for number, name in enumerate(names(searches))
    )
    return workspace, Source.objects.create(workspace=workspace, kind="file", name="Strom", scope="file:strom")


def whole_way(count: int, workers: int, folder: Path | None) -> list[str]:
    """Measure from intake to stored: every item fits a search."""
    from leitstand.house.actor import Actor
    from leitstand.listening.actions.take_in import take_in
    from leitstand.listening.core.items import Item
    from leitstand.listening.models import Intake, Match, Mention, Source

    source = Source.objects.select_related("workspace").get()
    actor, planted = Actor.house(source.workspace), plant(posts(count, folder, seed=5), names(200), every=1)
    told = [
        Item(
            f"b{number}",
            NOW - timedelta(seconds=number * 7 % 400_000),
            one.text,
            author_id=str(number % 9_000),
            likes=1,
        )
        for number, one in enumerate(planted)
    ]
    begun = time.perf_counter()
    for start in range(0, count, 5_000):
        take_in(actor, source, told[start : start + 5_000], now=NOW)
    took = time.perf_counter() - begun
    before = Mention.objects.count()
    running = [
        subprocess.Popen([sys.executable, "-c", WORKER], stdout=subprocess.PIPE, text=True, env=_environment())
        for _ in range(workers)
    ]
    said = [process.communicate()[0].split() for process in running]
    shares = [int(one[0]) for one in said]
    worked = max(float(one[2]) for one in said) - min(float(one[1]) for one in said)
    stored = Mention.objects.count() - before
    doubles = before + stored - Mention.objects.values("external_id").distinct().count()
    return [
        f"whole way: {count} items, 200 searches, {workers} workers",
        f"  taken in {count / took:,.0f}/s; worked off {stored / worked:,.0f} mentions/s stored (start of the workers left out)",
        f"  both one after the other {stored / (took + worked):,.0f}/s; shares of the workers {shares}",
        f"  {Match.objects.count()} matches; waiting {Intake.objects.count()}; twice {doubles}",
    ]


SERVER = """
import asyncio, json, sys
from aiohttp import web
frames = sys.stdin.read().splitlines()

async def serve(request):
    socket = web.WebSocketResponse(compress=False)
    await socket.prepare(request)
    for frame in frames:
        await socket.send_str(frame)
    async for _ in socket:
        pass
    return socket

async def main():
    app = web.Application()
    app.router.add_get("/subscribe", serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def live(count: int, folder: Path | None) -> list[str]:
    """Measure listening live: a websocket server on this machine tells as fast as it is read, every fiftieth post fits."""
    from leitstand.channels.models import Channel
    from leitstand.channels.secrets import seal
    from leitstand.connectors.bluesky.tests.jetstream import commit, microseconds
    from leitstand.listening.models import Intake, Search, Source, Stream

    planted = plant(posts(count, folder, seed=9), names(200), every=50)
    planted[-1] = planted[0]  # the last one fits, so that it is told at once how far it has come
    start = microseconds(NOW)
    frames = [
        json.dumps(commit(f"did:plc:{number % 5_000}", f"3l{number:011d}", one.text, start + number))
        for number, one in enumerate(planted)
    ]
    workspace = Search.objects.all()[0].workspace
    workspace.allow_private_servers = True
    workspace.save(update_fields=["allow_private_servers"])
    channel = Channel.objects.create(
        workspace=workspace, network="bluesky", external_id="did:plc:werk", handle="werk", name="Werk",
        method="app_password", base_url="https://pds.example", secrets=seal({"access_token": "x"}), connected_at=NOW,
    )  # fmt: skip
    source = Source.objects.create(
        workspace=workspace,
        kind="stream",
        name="Live",
        channel=channel,
        network="bluesky",
        scope="bluesky:",
        phrase="~",
    )
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment()
    )
    try:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write("\n".join(frames))
        server.stdin.close()
        address = f"ws://127.0.0.1:{server.stdout.readline().strip()}"
        stream = Stream.objects.create(source=source, is_on=True, address=address)
        took, busy, longest = asyncio.run(_listen(stream.pk, count))
    finally:
        server.kill()
        server.wait()
    kept = Intake.objects.filter(source=source).count()
    return [
        f"live: {count} posts by websocket, 200 searches, {kept} kept",
        f"  {count / took:,.0f} posts/s read, matched and kept; {1_000_000 * busy / count:,.0f} µs of processor a post",
        f"  the loop beside it waited {longest * 1000:.0f} ms at most",
    ]


async def _listen(stream: int, count: int) -> tuple[float, float, float]:
    from leitstand.kernel.clock import SystemClock
    from leitstand.listening.live import Live
    from leitstand.listening.models import Stream

    worker = Live(SystemClock())
    running = asyncio.create_task(worker.run())
    begun = busy = longest = 0.0
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        longest = max(longest, time.perf_counter() - before - 0.005) if begun else 0.0
        row = await worker._in_thread(lambda: Stream.objects.filter(pk=stream).values("live_since", "read").get())
        if row["live_since"] and not begun:
            begun, busy = time.perf_counter(), time.process_time()
        if row["read"] >= count:
            break
    took, used = time.perf_counter() - begun, time.process_time() - busy
    worker.ending.set()
    await running
    return took, used, longest


def screens(stored: int) -> list[str]:
    """Time what every screen reads, with so many mentions stored over a year."""
    from django.db import connection

    from leitstand.house.spans import Span
    from leitstand.listening.actions.count_terms import count_changed_terms
    from leitstand.listening.models import Search, Source
    from leitstand.listening.partitions import ensure_months, month_of
    from leitstand.listening.queries import desks, figures, mentions
    from leitstand.listening.queries.searches import mentions_by_search, searches_of

    workspace, source = Search.objects.all()[0].workspace, Source.objects.get()
    ensure_months(month_of(NOW - timedelta(days=days)) for days in range(0, 366, 5))
    first = Search.objects.order_by("pk")[0].pk
    with connection.cursor() as cursor:
        cursor.execute(_FILL, {"n": stored, "w": workspace.pk, "s": source.pk, "first": first, "now": NOW})
        for statement in _FILL_REST:
            cursor.execute(statement, {"n": stored, "w": workspace.pk, "s": source.pk, "first": first, "now": NOW})
        cursor.execute("ANALYZE")
    count_changed_terms(now=NOW, until=lambda: False)
    search, today = Search.objects.get(pk=first), NOW.date()
    ten = list(Search.objects.select_related("workspace").order_by("pk")[:10])
    month = figures.Scope(ten, Span(NOW.date() - timedelta(days=29), NOW.date()))
    whole_year = figures.Scope([search], Span(today - timedelta(days=365), today))
    asked: Sequence[tuple[str, Callable[[], object]]] = (
        (
            "list of searches",
            lambda: (list(searches_of(workspace)), mentions_by_search(workspace, NOW - timedelta(days=7))),
        ),
        ("first page of mentions", lambda: mentions.stream(first)),
        ("only negative ones", lambda: mentions.stream(first, mentions.Wish(tone="negative"))),
        ("only misspelt ones", lambda: mentions.stream(first, mentions.Wish(misspelt=True))),
        ("spellings met", lambda: mentions.spellings_met(first, NOW - timedelta(days=30))),
        ("a year by day", lambda: figures.days_together(whole_year)),
        ("share of voice, 10 searches", lambda: figures.by_search(figures.Scope(ten, whole_year.span))),
        ("by source", lambda: figures.by_source(whole_year)),
        ("rising terms", lambda: figures.rising_of(search, NOW)),
        ("desk: figures of 10 searches", lambda: (figures.by_search(month), figures.days_together(month))),
        ("desk: what is spoken of", lambda: desks.spoken_of(month)),
        ("desk: examples of each tone", lambda: desks.examples(month, figures.TONES)),
        ("desk: who is heard furthest", lambda: desks.loudest(month)),
    )
    lines = [f"screens: {stored} mentions stored"]
    for name, ask in asked:
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            ask()
            times.append((time.perf_counter() - begun) * 1000)
        lines.append(f"  {name:<30} {sorted(times)[2]:>7.1f} ms (first {times[0]:.1f})")
    return lines


_FILL = """
INSERT INTO listening_mention (workspace_id, source_id, network, external_id, kind, author_key, author_handle, author_name,
 author_url, text, url, at, taken_at, language, tone, tone_by, "group", opens_group, followers)
SELECT %(w)s, %(s)s, '', 'f' || n, 'post', md5((n %% 50000)::text), '', '', '', 'Gefunden: ' || md5(n::text), '',
 %(now)s - (n * 31536000.0 / %(n)s) * interval '1 second', %(now)s, 'de',
 (ARRAY['positive','neutral','neutral','negative','unsure'])[1 + n %% 5], 'house', n, true, n %% 100000
FROM generate_series(1, %(n)s) AS n
"""
_FILL_REST = (
    """INSERT INTO listening_match (workspace_id, search_id, mention_id, at, source_id, tone, misspelt, tagged)
 SELECT workspace_id, %(first)s + CASE WHEN id %% 4 = 0 THEN 0 ELSE id %% 200 END, id, at, source_id, tone,
 CASE WHEN id %% 50 = 0 THEN ARRAY['gefnuden'] ELSE '{}' END, id %% 3 = 0 FROM listening_mention WHERE external_id LIKE 'f%%'""",
    """INSERT INTO listening_hourfigures (workspace_id, search_id, source_id, hour, mentions, groups, positive, neutral, negative,
 unsure, offensive, praise, likes, comments, shares, interactions_told, authors_reach, sharers_reach, reach_told, terms_of)
 SELECT workspace_id, search_id, source_id, date_trunc('hour', at), count(*), count(*), count(*) FILTER (WHERE tone = 'positive'),
 count(*) FILTER (WHERE tone = 'neutral'), count(*) FILTER (WHERE tone = 'negative'), count(*) FILTER (WHERE tone = 'unsure'),
 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM listening_match GROUP BY 1, 2, 3, 4 ON CONFLICT DO NOTHING""",
    """INSERT INTO listening_dayfigures (workspace_id, search_id, source_id, day, mentions, groups, positive, neutral, negative,
 unsure, offensive, praise, likes, comments, shares, interactions_told, authors_reach, sharers_reach, reach_told)
 SELECT workspace_id, search_id, source_id, hour::date, sum(mentions), sum(groups), sum(positive), sum(neutral), sum(negative),
 sum(unsure), 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM listening_hourfigures GROUP BY 1, 2, 3, 4 ON CONFLICT DO NOTHING""",
)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def main(arguments: Sequence[str]) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.listening", description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--items", type=int, default=60_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--stored", type=int, default=0)
    parser.add_argument("--live", type=int, default=0)
    chosen = parser.parse_args(arguments)
    print("\n".join(matching(chosen.posts, chosen.data)), flush=True)
    if not (chosen.items or chosen.stored or chosen.live):
        return 0
    with database() as url:
        os.environ["DATABASE_URL"] = url
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        make_company(200)
        if chosen.items:
            print("\n".join(whole_way(chosen.items, chosen.workers, chosen.data)), flush=True)
        if chosen.live:
            print("\n".join(live(chosen.live, chosen.data)), flush=True)
        if chosen.stored:
            print("\n".join(screens(chosen.stored)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
