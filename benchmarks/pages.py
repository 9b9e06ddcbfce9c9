"""How long pages take on the server at 30, 10,000 and 100,000 posts in the workspace: p50 and p95 over kept connections.

    python -m benchmarks.pages [--posts 30 10000 100000] [--rounds 30]

Beside each figure stands what the closest free product took for the same page (measured on the same kind of machine),
and in the same run the floor: a signed-in page that asks the database one question (the notification bell).
"""

import argparse
import http.client
import socket
import statistics
import subprocess
import sys
import time
from urllib.parse import urlsplit

from benchmarks.installation import Installation, installation

# page: (address, peer at 30, 10,000 and 100,000 posts in ms, our aim at 100,000)
PAGES = {
    "calendar month": ("plan/", (117, 474, 3890), 80),
    "calendar week": ("plan/woche/", (110, 236, 1446), 70),
    "list": ("plan/liste/", (108, 597, 992), 80),
    "queue": ("versand/", (108, 597, 992), 80),
    "results 90 days": ("ergebnisse/?days=90", (83, 742, 5453), 120),
    "today": ("", None, 80),
    "composer": ("schreiben/{item}/", (55, 94, 177), 60),
}
SIZES = (30, 10_000, 100_000)

FILL = """
import sys
from datetime import UTC, datetime, timedelta
import django; django.setup()
from django.db import connection
from leitstand.channels.models import Channel
from leitstand.house.models import Membership, Person, Workspace
count = int(sys.argv[1])
person, _ = Person.objects.get_or_create(email="bench@example.org", defaults={"name": "Bench"})
workspace, new = Workspace.objects.get_or_create(slug="bench", defaults={"name": "Bench", "state": "NW"})
Membership.objects.get_or_create(workspace=workspace, person=person, defaults={"role": "owner"})
now = datetime.now(tz=UTC)
for number in range(4):
    Channel.objects.get_or_create(workspace=workspace, network="rehearsal", external_id=f"b{number}", base_url="",
        defaults=dict(handle=f"b{number}", name=f"Kanal {number}", method="password", connected_at=now))
channels = list(Channel.objects.filter(workspace=workspace).values_list("pk", flat=True))
with connection.cursor() as cursor:
    cursor.execute("TRUNCATE measurement_standing, publishing_publication, planning_item CASCADE")
    # two thirds in the past three years, one third in the coming year and a half; each on one channel
    cursor.execute('''
        INSERT INTO planning_item (id, workspace_id, title, text, notes, audience, goal, kind, stage, alert, planned_at,
            channel_ids, owner_id, position, version, created_by_id, created_at, updated_at)
        SELECT gen_random_uuid(), %(w)s, 'Beitrag ' || n || ' über die Prüfung von Bauteilen', 'Guten Morgen ' || n, '', '', '',
            'text', CASE WHEN at < %(now)s THEN 'measured' WHEN n %% 3 = 0 THEN 'scheduled' ELSE 'planned' END, '', at,
            ARRAY[(%(c)s::bigint[])[1 + n %% 4]], %(p)s, n, 1, %(p)s, %(now)s, at
        FROM (SELECT n, %(now)s + ((n::float / %(n)s) * 1644 - 1096) * interval '1 day' AS at FROM generate_series(1, %(n)s) n) s
    ''', dict(w=workspace.pk, p=person.pk, now=now, c=channels, n=count))
    cursor.execute('''
        INSERT INTO publishing_publication (id, workspace_id, item_id, channel_id, state, follows_shared, content, submitted_digest,
            approved_digest, due_at, grace_minutes, version, claimed_by, tries, reason, reason_text, published_at, external_id,
            external_url, carried, proof, measured_at, created_at, updated_at, untold)
        SELECT gen_random_uuid(), workspace_id, id, channel_ids[1],
            CASE stage WHEN 'measured' THEN 'published' WHEN 'scheduled' THEN 'planned' ELSE 'draft' END, true, content, '',
            plan_digest(content), planned_at, 120, 1, '', 0, '', '', CASE stage WHEN 'measured' THEN planned_at END,
            CASE stage WHEN 'measured' THEN id::text ELSE '' END, '', '{}', CASE stage WHEN 'measured' THEN 'answered' ELSE '' END,
            CASE stage WHEN 'measured' THEN planned_at END, created_at, updated_at, false
        FROM (SELECT *, jsonb_build_object('channel', channel_ids[1]::text, 'format', 'post', 'title', '', 'excerpt', '', 'parts',
            jsonb_build_array(jsonb_build_object('text', text, 'media', '[]'::jsonb)), 'first_comment', '', 'link', null,
            'mentions', '[]'::jsonb, 'options', '{}'::jsonb) AS content FROM planning_item) s
    ''')
    cursor.execute('''
        INSERT INTO measurement_standing (publication_id, workspace_id, channel_id, published_at, taken_at, origin, impressions,
            likes, comments, shares, interactions)
        SELECT id, workspace_id, channel_id, published_at, published_at, 'network', 900, 20, 3, 2, 25
        FROM publishing_publication WHERE state = 'published'
    ''')
    cursor.execute("ANALYZE")
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
session = SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
from leitstand.planning.models import Item
print(session.session_key, Item.objects.filter(stage="planned").order_by("planned_at").values_list("pk", flat=True).first() or
      Item.objects.values_list("pk", flat=True).first())
"""


def fill(made: Installation, count: int) -> tuple[str, str]:
    """Put so many posts into the workspace; return a session key and an item's id."""
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(count)], env=made.environment, check=True, stdout=subprocess.PIPE, text=True
    )
    key, item = done.stdout.split()
    return key, item


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def measure(port: int, path: str, session: str, rounds: int) -> tuple[float, float, int]:
    """Return p50 and p95 in ms and the status of one page, asked one after another on one kept connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Cookie": f"sessionid={session}", "Accept-Language": "de"}
    took, status = [], 0
    for _ in range(rounds + 3):
        began = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - began) * 1000)
        status = answer.status
    connection.close()
    kept = sorted(took[3:])
    return statistics.median(kept), kept[int(len(kept) * 0.95) - 1], status


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=30)
    asked = parser.parse_args()
    with installation() as made:
        for count in asked.posts:
            session, item = fill(made, count)
            port = free_port()
            environment = {**made.environment, "LEITSTAND_URL": f"http://127.0.0.1:{port}"}
            server = subprocess.Popen(
                [sys.executable, "-m", "leitstand.config.cli", "web", "--port", str(port)],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                wait(port)
                floor, _, _ = measure(port, "/bereit", session, asked.rounds)
                print(f"\n{count:,} posts (floor: a page with one question {floor:.1f} ms)")
                for name, (path, peer, aim) in PAGES.items():
                    address = f"/w/bench/{path.format(item=item)}"
                    p50, p95, status = measure(port, address, session, asked.rounds)
                    beside = f"peer {peer[SIZES.index(count)]:>5} ms" if peer and count in SIZES else " " * 13
                    note = "" if status == 200 else f"  status {status}"
                    print(
                        f"  {name:16} p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  {p50 / floor:5.1f} × floor  {beside}  aim {aim}{note}"
                    )
            finally:
                server.terminate()
                server.wait(10)
    return 0


def wait(port: int) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", urlsplit("/bereit").path)
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not answer")


if __name__ == "__main__":
    sys.exit(main())
