"""How metrics and doubts are named on the screen."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from leitstand.kernel.reading import Metric, Origin
from leitstand.measurement.core.figures import Sureness

METRICS: Final = {
    Metric.IMPRESSIONS: _("Impressions"),
    Metric.REACH: _("Reach"),
    Metric.LIKES: _("Likes"),
    Metric.COMMENTS: _("Comments"),
    Metric.SHARES: _("Shares"),
    Metric.QUOTES: _("Quotes"),
    Metric.SAVES: _("Saved"),
    Metric.CLICKS: _("Clicks"),
    Metric.VIDEO_VIEWS: _("Video views"),
    Metric.FOLLOWERS: _("Followers"),
    Metric.POSTS: _("Posts"),
    Metric.PROFILE_VISITS: _("Profile visits"),
    Metric.IMPRESSIONS_SEARCH: _("Impressions in search"),
    Metric.IMPRESSIONS_MAPS: _("Impressions on maps"),
    Metric.CALLS: _("Calls"),
    Metric.DIRECTION_REQUESTS: _("Direction requests"),
}
ORIGINS: Final = {
    Origin.NETWORK: _("from the network"),
    Origin.IMPORTED: _("imported"),
    Origin.TYPED: _("typed in"),
    Origin.ESTIMATED: _("estimated"),
}
SURENESS: Final = {
    Sureness.FULL: _("complete"),
    Sureness.PARTIAL: _("incomplete: not every network tells it"),
    Sureness.OLD: _("not up to date"),
    Sureness.ESTIMATED: _("partly estimated"),
    Sureness.NONE: _("not told"),
}
EXPLAINED: Final = {
    Metric.IMPRESSIONS: _("How often the post was displayed."),
    Metric.REACH: _("How many different people saw it."),
    Metric.LIKES: _("Reactions of any kind."),
    Metric.SHARES: _("Passed on by others."),
    Metric.CLICKS: _("Clicks on the link."),
}
SOURCES: Final = {
    "organic": _("Posts, unpaid"),
    "search": _("Search on the network"),
    "recommended": _("Recommended by the network"),
    "profile": _("Directly on the profile"),
    "shared": _("Posts others passed on"),
    "paid": _("Advertising"),
    "invited": _("Invitations"),
    "website": _("Website, newsletter, signature"),
    "event": _("Event"),
    "staff": _("Colleagues’ posts"),
}
