"""How long the page of service figures takes at 100,000 cases, over a month, a quarter and a year, and how its reads are done.

    python -m benchmarks.service [--cases 100000] [--rounds 15] [--plan]

The cases lie evenly in the past year, on four channels, each with one thing that came in and, in nine of ten, an answer.
With --plan PostgreSQL says for every read of the page over a year how it does it.
"""

import argparse
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from benchmarks.installation import Installation, installation
from benchmarks.pages import free_port, measure, wait

CASES = 100_000
# span in days: our aim in ms
SPANS = {30: 120, 90: 200, 365: 500}

FILL = """
import sys
import uuid
from datetime import UTC, datetime, timedelta
import django; django.setup()
from django.db import connection
from leitstand.channels.models import Channel
from leitstand.community.models import Answer, Case, Conversation, Incoming
from leitstand.house.bulk import copy_in
from leitstand.house.models import Membership, Person, Workspace
count = int(sys.argv[1])
person, _ = Person.objects.get_or_create(email="bench@example.org", defaults={"name": "Bench"})
workspace, _ = Workspace.objects.get_or_create(slug="bench", defaults={"name": "Bench", "state": "NW"})
Membership.objects.get_or_create(workspace=workspace, person=person, defaults={"role": "owner"})
now = datetime.now(tz=UTC)
for number in range(4):
    Channel.objects.get_or_create(workspace=workspace, network="rehearsal", external_id=f"b{number}", base_url="",
        defaults=dict(handle=f"b{number}", name=f"Kanal {number}", method="password", connected_at=now))
channels = list(Channel.objects.filter(workspace=workspace).values_list("pk", flat=True))
kinds = ["general", "product", "purchase", "order", "complaint", ""]
tones = ["positive", "neutral", "negative", ""]
stages = ["discover", "inform", "buy", ""]
moments = [now - timedelta(days=365) * (count - n) / count for n in range(count)]
talks = [
    Conversation(pk=uuid.uuid4(), workspace=workspace, channel_id=channels[n % 4], kind="comment", key=f"public:{n}",
        state="answered" if n % 10 else "open", began_at=at, last_at=at, waiting_since=None if n % 10 else at)
    for n, at in enumerate(moments)
]
copy_in(talks)
copy_in([
    Incoming(pk=n + 1, workspace=workspace, channel_id=channels[n % 4], conversation=talk, external_id=f"c-{n}", kind="comment",
        author_key=f"p-{n % 30_000}", author_handle="x", text=f"Wann kommt Teil {n}?", at=talk.began_at, post_id=f"post-{n % 900}",
        tone=tones[n % 4], stage=stages[n % 4], received_at=talk.began_at, fetched_at=talk.began_at)
    for n, talk in enumerate(talks)
])
copy_in([
    Case(pk=n + 1, workspace=workspace, channel_id=talk.channel_id, conversation=talk, opened_at=talk.began_at,
        inquiry=kinds[n % 6], first_answer_at=talk.began_at + timedelta(minutes=n % 300) if n % 10 else None,
        first_minutes=n % 300 if n % 10 else None, first_in_time=n % 300 < 120 if n % 10 else None,
        answers_by_people=1 if n % 10 and n % 3 else 0, answers_by_rules=1 if n % 10 and not n % 3 else 0,
        settled_at=talk.began_at + timedelta(minutes=n % 900) if n % 5 else None, settled_by="person" if n % 5 else "",
        settled_minutes=n % 900 if n % 5 else None, handled_seconds=n % 600, rating=1 + n % 5 if n % 20 == 0 else None)
    for n, talk in enumerate(talks)
])
copy_in([
    Answer(pk=uuid.uuid4(), workspace=workspace, channel_id=talk.channel_id, conversation=talk, to_id=n + 1, text="Danke",
        state="sent", key=str(n), written_by=person, is_automatic=not n % 3, created_at=talk.began_at, until=talk.began_at,
        sent_at=talk.began_at + timedelta(minutes=n % 300), proof="answered")
    for n, talk in enumerate(talks) if n % 10
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
print(session.session_key)
"""

PLAN = """
import sys
import django; django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from leitstand.house.models import Person
client = Client()
client.force_login(Person.objects.get(email="bench@example.org"))
client.get(sys.argv[1])
with CaptureQueriesContext(connection) as captured:
    assert client.get(sys.argv[1]).status_code == 200
for told in sorted(captured.captured_queries, key=lambda one: -float(one["time"])):
    if "community_" in told["sql"] and told["sql"].startswith("SELECT"):
        print(f"\\n{told['time']} s  {told['sql'][:300]}")
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + told["sql"].replace("%", "%%"))
            print("\\n".join(f"    {line}" for (line,) in cursor.fetchall()[:12]))
"""


def fill(made: Installation, count: int) -> str:
    """Put so many cases into the workspace; return a session key."""
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(count)], env=made.environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.split()[-1]


def address(days: int) -> str:
    """Return where the page stands for so many days up to today."""
    today = datetime.now(tz=UTC).date()
    return f"/w/bench/postfach/leistung/?von={today - timedelta(days=days - 1)}&bis={today}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--plan", action="store_true")
    asked = parser.parse_args()
    with installation() as made:
        session, port = fill(made, asked.cases), free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "leitstand.config.cli", "web", "--port", str(port)],
            env={**made.environment, "LEITSTAND_URL": f"http://127.0.0.1:{port}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait(port)
            print(f"service figures, {asked.cases:,} cases in a year")
            for days, aim in SPANS.items():
                p50, p95, status = measure(port, address(days), session, asked.rounds)
                note = "" if status == 200 else f"  status {status}"
                print(f"  {days:3} days  p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  aim {aim}{note}")
        finally:
            server.terminate()
            server.wait(10)
        if asked.plan:
            # Settings of an installation refuse unknown hosts; the test client calls itself "testserver".
            environment = {**made.environment, "LEITSTAND_URL": "http://testserver"}
            subprocess.run([sys.executable, "-c", PLAN, address(365)], env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
