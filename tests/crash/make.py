"""Make channels on a stage and approved posts in the queue, due now: `python -m tests.crash.make ADDRESS POSTS CHANNELS`."""

import sys
from datetime import UTC, datetime

import django

django.setup()

from benchmarks.sending import make_channels, make_posts, queue  # noqa: E402
from leitstand.publishing.models import Publication  # noqa: E402

if __name__ == "__main__":
    address, posts, channels = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    ids = make_posts(make_channels(address, channels), posts, "Absturz")
    # Every fifth is a thread with a comment: more steps, more places to die in.
    for publication in Publication.objects.filter(pk__in=ids[::5]):
        content = dict(publication.content)
        first = content["parts"][0]["text"]
        content["parts"] = [*content["parts"], {"text": f"{first} (2/2)", "media": []}]
        content["first_comment"] = f"{first} (Kommentar)"
        publication.content = content
        publication.save(update_fields=["content"])
        publication.refresh_from_db()
        publication.versions.all().delete()
    queue(ids, [datetime.now(tz=UTC)] * posts)
