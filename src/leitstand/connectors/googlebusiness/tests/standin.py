"""The network as its documentation describes it: strict about fields and lengths, with quotas and a review of each post.

Shapes: developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts and …reviews, …/reference/rpc/
google.mybusiness.v4 (read 2026-09-11), …/reference/accountmanagement, …/reference/businessinformation,
…/reference/performance (all stored 2026); the network's sentences about lengths and pictures from probes of 2026-07-22.
"""

import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

import httpx

from leitstand.connector_kit.harness import Trouble
from leitstand.connectors.googlebusiness.tests.ground import (
    ACCOUNTS,
    EDITS_A_MINUTE,
    FIGURES,
    HOME,
    LOCATIONS,
    NOTICES,
    OAUTH,
    OLD,
    Answered,
    Ground,
    Json,
    invalid,
)

WRITABLE = {"languageCode", "summary", "callToAction", "event", "media", "topicType", "offer", "scheduledTime"}
BUTTONS = {"BOOK", "ORDER", "SHOP", "LEARN_MORE", "SIGN_UP", "CALL"}
METRICS = {
    "BUSINESS_IMPRESSIONS_DESKTOP_MAPS": 100,
    "BUSINESS_IMPRESSIONS_DESKTOP_SEARCH": 20,
    "BUSINESS_IMPRESSIONS_MOBILE_MAPS": 300,
    "BUSINESS_IMPRESSIONS_MOBILE_SEARCH": 4,
    "WEBSITE_CLICKS": 5,
    "CALL_CLICKS": 0,
    "BUSINESS_DIRECTION_REQUESTS": 2,
}


@dataclass
class StandIn(Ground):
    """The whole network."""

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as the troubles say."""
        if Trouble.NOT_THERE in self.troubles:
            raise httpx.ConnectError("All connection attempts failed", request=request)
        self.requests.append(request)
        body = await request.aread()
        try:
            if request.url.host == OAUTH and request.url.path == "/token":
                return self._token(dict(parse_qsl(body.decode())))
            self._admit(request.headers.get("authorization", ""))
            return self._route(request, json.loads(body) if body else {})
        except Answered as told:
            return told.answer

    def _route(self, request: httpx.Request, sent: Json) -> httpx.Response:
        host, path, params = request.url.host, request.url.path, dict(request.url.params)
        if (host, path, request.method) == (ACCOUNTS, "/v1/accounts", "GET"):
            items = [{"name": name, "accountName": "Prüfwerk", "type": "PERSONAL"} for name in self.accounts]
            return self._paged(items, params, "accounts", 20)
        if host == LOCATIONS and request.method == "GET":
            return self._location(path, params)
        if host == FIGURES and request.method == "GET":
            return self._figures(path, request.url.params)
        if host == NOTICES:
            return self._notices(request.method, path, params, sent)
        if host != OLD:
            raise AssertionError(f"a request to {request.url}")
        name = path.removeprefix("/v4/")
        # Without the account every name is unknown (probe of 2026-07-14).
        if not re.match(r"accounts/\d+/locations/\d+/(localPosts|reviews)", name):
            raise Answered(404, "NOT_FOUND", "Requested entity was not found.")
        account, _, location = name.partition("/locations/")
        if f"locations/{location.partition('/')[0]}" not in self.accounts.get(account, []):
            raise Answered(403, "PERMISSION_DENIED", "The caller does not have permission")
        visible = request.method == "PUT" or (request.method == "POST" and name.endswith("/localPosts"))
        if visible and Trouble.LOST_REQUEST in self.troubles:
            raise httpx.ReadError("Connection reset by peer", request=request)
        if request.method != "GET":
            self._within(self.edited, EDITS_A_MINUTE)
        answer = self._old(request.method, name, params, sent)
        if visible and Trouble.LOST_ANSWER in self.troubles:
            raise httpx.ReadError("Connection reset by peer", request=request)
        return answer

    def _old(self, method: str, name: str, params: dict[str, str], sent: Json) -> httpx.Response:
        parent, _, rest = name.partition("/localPosts")
        if parent != name:
            return (
                self._posts(method, name, parent, params, sent) if not rest else self._post(method, name, params, sent)
            )
        if name.endswith("/reviews"):
            if params.get("orderBy") not in (None, "rating", "rating desc", "updateTime desc"):
                raise Answered(400, "INVALID_ARGUMENT", "orderBy")
            mine = [entry for key, entry in self.reviews.items() if key.startswith(f"{name}/")]
            mine.sort(key=lambda entry: str(entry["updateTime"]), reverse=True)
            return self._paged(mine, params, "reviews", 50)
        return self._review(method, name, sent)

    # --- accounts, locations, figures ------------------------------------------------------------------------------------

    def _location(self, path: str, params: dict[str, str]) -> httpx.Response:
        if not params.get("readMask"):
            raise Answered(400, "INVALID_ARGUMENT", "read_mask is required")
        if found := re.fullmatch(r"/v1/(accounts/\d+)/locations", path):
            items = [self._shown(name) for name in self.accounts.get(found[1], [])]
            return self._paged(items, params, "locations", 100)
        name = path.removeprefix("/v1/")
        if not any(name in names for names in self.accounts.values()):
            raise Answered(404, "NOT_FOUND", "Requested entity was not found.")
        return httpx.Response(200, json=self._shown(name))

    def _shown(self, name: str) -> Json:
        told: Json = {"mapsUri": f"https://maps.google.com/maps?cid={name[-2:]}", "placeId": f"ChIJ{name[-2:]}"}
        if self.may_post is not None:
            told["canOperateLocalPost"] = self.may_post
        address = {"regionCode": "DE", "addressLines": [f"Werkstraße {name[-2:]}"], "locality": "Jena"}
        return {"name": name, "title": "Prüfwerk", "storefrontAddress": address, "metadata": told}

    def _figures(self, path: str, params: httpx.QueryParams) -> httpx.Response:
        days = {f"dailyRange.{name}.{part}" for name in ("startDate", "endDate") for part in ("year", "month", "day")}
        if path != "/v1/locations/21:fetchMultiDailyMetricsTimeSeries" or set(params) != days | {"dailyMetrics"}:
            raise Answered(400, "INVALID_ARGUMENT", f"{path} {sorted(params)}")
        series = []
        for name in params.get_list("dailyMetrics"):
            if name not in METRICS:
                raise Answered(400, "INVALID_ARGUMENT", name)
            date = {"year": 2026, "month": 11, "day": 1}
            values = [{"date": date, "value": str(METRICS[name])} if METRICS[name] else {"date": date}, {"date": date}]
            series.append({"dailyMetric": name, "timeSeries": {"datedValues": values}})
        return httpx.Response(200, json={"multiDailyMetricTimeSeries": [{"dailyMetricTimeSeries": series}]})

    # --- posts -----------------------------------------------------------------------------------------------------------

    def _posts(self, method: str, name: str, parent: str, params: dict[str, str], sent: Json) -> httpx.Response:
        if method == "GET":
            mine = [self._seen(entry) for key, entry in reversed(self.posts.items()) if key.startswith(f"{name}/")]
            return self._paged(mine, params, "localPosts", 100)
        if self.disabled:
            raise invalid("", "Location Disabled for Local Post API.", 1300)
        self._check(sent)
        post = f"{name}/{self._next():06d}"
        self.posts[post] = sent | {
            "name": post,
            "createTime": self._time(),
            "updateTime": self._time(),
            "ready_at": self.clock.now() + self.processing,
            "searchUrl": f"https://local.google.com/place?id=21&use=posts&lpsid={post[-6:]}",
        }
        return httpx.Response(200, json=self._seen(self.posts[post]))

    def _post(self, method: str, name: str, params: dict[str, str], sent: Json) -> httpx.Response:
        post = self.posts.get(name)
        if post is None:
            raise Answered(404, "NOT_FOUND", "Requested entity was not found.")
        if method == "DELETE":
            del self.posts[name]
            return httpx.Response(200, json={})
        if method == "PATCH":
            mask = set(params.get("updateMask", "").split(","))
            if not mask or sent.keys() - mask or mask & {"media", "topicType", "state"}:
                raise invalid("updateMask", "Invalid update mask")
            changed = {key: value for key, value in post.items() if key not in mask} | sent
            self._check({key: value for key, value in changed.items() if key in WRITABLE})
            self.posts[name] = changed | {
                "updateTime": self._time(),
                "ready_at": self.clock.now() + self.processing,
            }
        return httpx.Response(200, json=self._seen(self.posts[name]))

    def _seen(self, post: Json) -> Json:
        shown = {key: value for key, value in post.items() if key != "ready_at"}
        ready = self.clock.now() >= post["ready_at"]
        shown["state"] = ("REJECTED" if self.reject_posts else "LIVE") if ready else "PROCESSING"
        return shown

    def _check(self, post: Json) -> None:
        if strange := post.keys() - WRITABLE:
            words = (
                f"Invalid JSON payload received. Unknown name \"{min(strange)}\" at 'local_post': Cannot find field."
            )
            raise Answered(400, "INVALID_ARGUMENT", words)
        if Trouble.REFUSED in self.troubles:
            raise invalid("summary", "The value is not allowed.")
        topic = post.get("topicType")
        if topic not in ("STANDARD", "EVENT", "OFFER"):
            raise invalid("topic_type", "Unknown topic type")
        if len(str(post.get("summary", "")).encode("utf-16-le")) // 2 > 1500:
            raise invalid("summary", "Must be at most 1500 characters")
        if (topic == "STANDARD") != ("event" not in post) or ("offer" in post and topic != "OFFER"):
            raise invalid("event", "Event information does not fit the topic type")
        if topic != "STANDARD":
            self._check_event(post["event"])
        self._check_button(post, str(topic))
        self._check_media(post.get("media", []))

    def _check_event(self, event: object) -> None:
        if not isinstance(event, dict) or event.keys() != {"title", "schedule"}:
            raise invalid("event", "title and schedule are required")
        if not 1 <= len(event["title"]) <= 58:
            raise invalid("event.title", "Must be at most 58 characters")
        parts = {"startDate", "startTime", "endDate", "endTime"}
        if event["schedule"].keys() != parts:
            raise invalid("event.schedule", "It must contain all fields to be valid")
        for name in parts:
            wanted = {"year", "month", "day"} if name.endswith("Date") else {"hours", "minutes"}
            if event["schedule"][name].keys() != wanted:
                raise invalid(f"event.schedule.{name}", "Unknown field")

    def _check_button(self, post: Json, topic: str) -> None:
        button = post.get("callToAction")
        if button is None:
            return
        if topic == "OFFER" or not isinstance(button, dict) or button.get("actionType") not in BUTTONS:
            raise invalid("call_to_action", "Invalid call to action")
        if (button["actionType"] == "CALL") != ("url" not in button):
            raise invalid("call_to_action.url", "A url is required, except for CALL")

    def _check_media(self, media: object) -> None:
        for item in media if isinstance(media, list) else []:
            if item.keys() != {"mediaFormat", "sourceUrl"}:
                raise invalid("media", "source_url is the only supported data field")
            if item["mediaFormat"] != "PHOTO":
                raise Answered(500, "INTERNAL", "Internal error encountered.")
            fetched = item["sourceUrl"].startswith("https://leitstand.example/files/")
            if not fetched or Trouble.MEDIA_REFUSED in self.troubles:
                raise invalid("", "Fetching image failed.", 1000)

    # --- reviews ---------------------------------------------------------------------------------------------------------

    def write_review(self, name: str, stars: str, comment: str, *, anonymous: bool = False) -> str:
        """Let somebody review the location."""
        key = f"{HOME}/reviews/AbF{self._next():06d}"
        who: Json = {"displayName": "A Google User" if anonymous else name, "isAnonymous": anonymous}
        if not anonymous:
            who["profilePhotoUrl"] = f"https://lh3.googleusercontent.com/{name}"
        self.reviews[key] = {
            "name": key,
            "reviewId": key.rpartition("/")[2],
            "reviewer": who,
            "starRating": stars,
            "createTime": self._time(),
            "updateTime": self._time(),
        } | ({"comment": comment} if comment else {})
        return key

    def _review(self, method: str, name: str, sent: Json) -> httpx.Response:
        review = self.reviews.get(name.removesuffix("/reply"))
        if review is None or (method == "DELETE" and "reviewReply" not in review):
            raise Answered(404, "NOT_FOUND", "Requested entity was not found.")
        if method == "GET":
            return httpx.Response(200, json=review)
        if method == "DELETE":
            del review["reviewReply"]
            return httpx.Response(200, json={})
        if sent.keys() != {"comment"} or len(str(sent["comment"]).encode()) > 4096:
            raise invalid("comment", "Must be at most 4096 bytes")
        reply: Json = {"comment": sent["comment"], "updateTime": self._time(), "reviewReplyState": "APPROVED"}
        if self.reject_replies:
            return httpx.Response(
                200, json=reply | {"reviewReplyState": "REJECTED", "policyViolation": "ADVERTISING_AND_SOLICITATION"}
            )
        review["reviewReply"] = reply
        return httpx.Response(200, json=reply)
