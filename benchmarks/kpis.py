"""How fast figures are worked out with millions of readings, beside the plain query over the readings in the same run.

    python -m benchmarks.kpis [--posts 100000] [--readings 10000000]

Also what it costs to take a new reading in, with none stored and with all of them.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.installation import installation
from benchmarks.pages import fill

READ = """
import statistics, sys, time
from datetime import date, timedelta
import django; django.setup()
from django.db import connection
from leitstand.house.models import Workspace
from leitstand.house.spans import Span
from leitstand.kernel.reading import Metric, Origin, Reading as Told
from leitstand.measurement.amounts import Slice, by_dimension, gather
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.models.kpis import usual_acts
from leitstand.measurement.kpi_report import weeks_of
from leitstand.measurement.actions.record_readings import record_readings
from leitstand.publishing.models import Publication
from leitstand.house.actor import Actor
from datetime import UTC, datetime

wanted = int(sys.argv[1])
workspace = Workspace.objects.get(slug="bench")
metrics = [one.value for one in (Metric.IMPRESSIONS, Metric.REACH, Metric.LIKES, Metric.COMMENTS, Metric.SHARES, Metric.CLICKS)]

def timed(deed, rounds=7):
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        deed()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)

out = Publication.objects.filter(workspace=workspace, state="published").select_related("channel", "workspace", "item")
posts = list(out.order_by("-published_at")[:40])
actor = Actor.house(workspace)
def take(start):
    now = datetime.now(tz=UTC)
    for number, post in enumerate(posts[start:start + 20]):
        record_readings(actor, post, [Told(Metric(name), 5, now, Origin.NETWORK) for name in metrics], now=now)
began = time.perf_counter(); take(0); empty = (time.perf_counter() - began) * 1000 / 20
moments = max(1, wanted // (Publication.objects.filter(workspace=workspace, state="published").count() * len(metrics)))
with connection.cursor() as cursor:
    cursor.execute('''
        INSERT INTO measurement_reading (workspace_id, publication_id, channel_id, metric, value, taken_at, origin, note)
        SELECT p.workspace_id, p.id, p.channel_id, m, 10 * n, p.published_at + n * interval '1 day', 'network', ''
        FROM publishing_publication p CROSS JOIN unnest(%s::text[]) AS m CROSS JOIN generate_series(1, %s) AS n
        WHERE p.workspace_id = %s AND p.state = 'published'
    ''', [metrics, moments, workspace.pk])
    stored = cursor.rowcount
    cursor.execute("UPDATE measurement_standing SET reach = 700, clicks = 12 WHERE workspace_id = %s", [workspace.pk])
    cursor.execute("VACUUM ANALYZE measurement_reading, measurement_standing")
began = time.perf_counter(); take(20); full = (time.perf_counter() - began) * 1000 / 20
print(f"{stored:,} readings of {stored // moments // len(metrics):,} posts;"
      f" a new set of six readings {empty:.1f} ms before, {full:.1f} ms with them")

today = date.today()
cut = Slice(workspace, tuple(usual_acts()))
kpis = catalogue().of_set("marketing")
formulas = [one.variants[0].formula for one in kpis]
for name, days in (("quarter", 90), ("year", 365)):
    span = Span(today - timedelta(days=days - 1), today)
    spans = [span, span.before(), span.year_before()]
    def all_of_them():
        told = gather(cut, spans, formulas)
        return [told.result(one, formula) for one in spans for formula in formulas]
    board = timed(all_of_them)
    rate = catalogue().kpis["engagement_rate"].variant("impressions").formula
    one = timed(lambda: gather(cut, [*spans, *weeks_of(span)], [rate]))
    parts = timed(lambda: by_dimension(cut, span, rate, "channel"))
    begin, end = span.moments(workspace)
    def plain():
        with connection.cursor() as cursor:
            cursor.execute('''
                SELECT metric, sum(value) FROM (
                    SELECT DISTINCT ON (r.publication_id, r.metric) r.metric, r.value
                    FROM measurement_reading r JOIN publishing_publication p ON p.id = r.publication_id
                    WHERE r.workspace_id = %s AND p.published_at >= %s AND p.published_at < %s AND p.state = 'published'
                    ORDER BY r.publication_id, r.metric, r.taken_at DESC
                ) AS latest GROUP BY 1
            ''', [workspace.pk, begin, end])
            return cursor.fetchall()
    base = timed(plain, 3)
    print(f"{name}: 14 figures over three spans {board:.0f} ms; one figure with its course {one:.0f} ms; by channel {parts:.0f} ms;"
          f" plain query over the readings, one span {base:.0f} ms ({base / board:.1f} times the board)")
"""


def main(arguments: Sequence[str]) -> int:
    """Fill a workspace, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kpis", description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--readings", type=int, default=10_000_000)
    asked = parser.parse_args(arguments)
    with installation() as made:
        fill(made, asked.posts)
        subprocess.run([sys.executable, "-c", READ, str(asked.readings)], env=made.environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
