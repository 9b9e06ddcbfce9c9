"""Whether a picture that comes looks like one of 100,000, beside reading all their likenesses into the program.

python -m benchmarks.likeness
"""

import os
import random
import time
from datetime import UTC, datetime, timedelta

import django

from benchmarks.installation import installation

FILES = 100_000
TIMES = 20


def main() -> None:
    """Fill the library, then look for one picture at a time."""
    with installation() as made:
        os.environ.update(made.environment)
        django.setup()
        from leitstand.house.models import Workspace
        from leitstand.library.core.likeness import ALIKE, Likeness, distance, mirrored
        from leitstand.library.models import Asset
        from leitstand.library.queries import alike

        chance, now = random.Random(7), datetime(2026, 11, 27, tzinfo=UTC)
        workspace = Workspace.objects.first() or Workspace.objects.create(name="Werk", slug="werk", created_at=now)
        Asset.objects.bulk_create(
            (
                Asset(
                    workspace=workspace, kind="picture", name=f"{number}.jpg", state="ready", original_path="x",
                    original_sha256=f"{number:064x}", original_bytes=1, sha256=f"{number:064x}",
                    uploaded_at=now - timedelta(minutes=number), looks_across=_number(chance), looks_down=_number(chance),
                )
                for number in range(FILES)
            ),
            batch_size=5_000,
        )  # fmt: skip
        wanted = list(Asset.objects.order_by("name")[:TIMES])
        began = time.perf_counter()
        for one in wanted:
            alike(one)
        took = (time.perf_counter() - began) / TIMES
        began = time.perf_counter()
        for one in wanted[:2]:
            plain = Likeness(one.looks_across or 0, one.looks_down or 0)
            turned = mirrored(plain)
            for across, down in Asset.objects.values_list("looks_across", "looks_down"):
                told = Likeness(across or 0, down or 0)
                _ = min(distance(told, plain), distance(told, turned)) <= ALIKE
        floor = (time.perf_counter() - began) / 2
        print(
            f"{FILES} files: {1000 * took:.0f} ms for one picture; read into the program {floor / took:.0f} x as long"
        )


def _number(chance: random.Random) -> int:
    return chance.getrandbits(64) - (1 << 63)


if __name__ == "__main__":
    main()
