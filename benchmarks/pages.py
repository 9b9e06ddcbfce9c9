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
from django.db.models import F
from leitstand.house.bulk import copy_in
from leitstand.measurement.models import Standing
from leitstand.planning.models import Item
from leitstand.publishing.models import Publication
with connection.cursor() as cursor:
    cursor.execute("TRUNCATE measurement_standing, publishing_publication, planning_item CASCADE")
# two thirds in the past three years, one third in the coming year and a half; each on one channel
moments = [now + timedelta(days=(n / count) * 1644 - 1096) for n in range(1, count + 1)]
items = [
    Item(workspace=workspace, title=f"Beitrag {n} über die Prüfung von Bauteilen", text=f"Guten Morgen {n}", planned_at=at,
        stage="measured" if at < now else "planned" if n % 3 else "scheduled", channel_ids=[channels[n % 4]], owner=person,
        created_by=person, position=n, version=1, created_at=now, updated_at=at)
    for n, at in enumerate(moments, 1)
]
copy_in(items)
copy_in([
    Publication(workspace=workspace, item=item, channel_id=item.channel_ids[0], due_at=item.planned_at, created_at=now,
        updated_at=item.planned_at, content={"channel": str(item.channel_ids[0]), "format": "post", "title": "", "excerpt": "",
        "parts": [{"text": item.text, "media": []}], "first_comment": "", "link": None, "mentions": [], "options": {}})
    for item in items
])
waiting = Publication.objects.filter(workspace=workspace)
waiting.update(approved_digest=F("content_digest"))
waiting.filter(item__stage="scheduled").update(state="planned")
waiting.filter(item__stage="measured").update(state="published", published_at=F("due_at"), measured_at=F("due_at"),
    external_id=F("id"), proof="answered")
copy_in([
    Standing(publication_id=pk, workspace=workspace, channel_id=channel, published_at=at, taken_at=at, impressions=900, likes=20,
        comments=3, shares=2, interactions=25)
    for pk, channel, at in waiting.filter(state="published").values_list("pk", "channel_id", "published_at")
])
with connection.cursor() as cursor:
    cursor.execute("VACUUM ANALYZE")
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
session = SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
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
