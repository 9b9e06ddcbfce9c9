"""Background entries: an id comes in, an action is called."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.library.actions.look_at import look_at_all
from leitstand.library.actions.make_rendition import make_rendition
from leitstand.library.actions.prepare_video import prepare_video
from leitstand.library.models import Asset, Order
from leitstand.library.worker import MAKE_RENDITION, PREPARE_VIDEO


@app.task(name=PREPARE_VIDEO, retry=RetryStrategy(max_attempts=2, wait=10))
def prepare(asset: str) -> None:
    """Free a video of what is hidden in it."""
    found = Asset.objects.select_related("workspace").filter(pk=asset, state="processing").first()
    if found is not None:
        prepare_video(found, now=clock.now())


@app.task(name=MAKE_RENDITION, retry=RetryStrategy(max_attempts=2, wait=10))
def make(order: int) -> None:
    """Make a version of a file for a channel."""
    found = Order.objects.select_related("workspace", "asset").filter(pk=order).first()
    if found is not None:
        make_rendition(found, now=clock.now())


@app.periodic(cron="5 * * * *")
@app.task(name="library.look_at_all", queueing_lock="library.look_at_all")
def look_at_what_waits(timestamp: int) -> None:
    """Look at the files that came before anybody looked."""
    while look_at_all(now=clock.now()):
        pass
