"""Read a connector's quality.toml: every promise is done, todo or exempt, the last two with the reason."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, Literal

# Each promise is a sentence about behaviour; tests/promises holds every connector against those it calls done.
PROMISES: Final = {
    "signs_in": "A person can connect an account, and a wrong secret is refused with a clear reason.",
    "says_once": "The same key twice says it once, or the connector states that it cannot know.",
    "finds_what_it_sent": "After a lost answer the network can be asked whether the post has arrived.",
    "maps_errors": "Every answer of the network becomes one branch of the error tree.",
    "counts_as_the_network": "Text is counted exactly as the network counts it.",
    "sends_pictures_with_alt_text": "Pictures arrive with their alternative text.",
    "sends_threads": "A thread arrives as one chain in order.",
    "sends_first_comment": "A first comment stands under the post.",
    "measures": "The figures the network tells become readings; what it does not tell is None.",
    "reads_replies": "What people answer is read with author, time and parent.",
    "edits": "A published post can be changed.",
    "deletes": "A published post can be taken back.",
    "reads_its_inbox": "Mentions, messages and reviews are read once each, without what we wrote ourselves.",
    "reads_its_source": "What others publish is read once each, with time and address, and the source is offered for nothing else.",
    "hears_live": "What is said in public is told while it is said; after a break nothing is missing.",
    "answers": "An answer stands under what it answers, and one whose confirmation was lost can be looked for.",
    "hides": "What somebody wrote under a post can be hidden and shown again.",
    "hears_webhooks": "A call by the network becomes interactions; one without the right proof is not believed.",
    "knows_the_way_in": "A guide says step by step how a company gets access, with the day it was read.",
    "talks_to_its_host_only": "Nothing is sent to any host but the connected one.",
    "keeps_secrets": "No token appears in an error, a log or a stored attempt.",
    "proved_on_a_real_server": "The promises hold against a real server on this machine.",
}

State = Literal["done", "todo", "exempt"]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of one connector: the reason is empty only where it is done.

    `test` names a test that proves it beside the suite, as "path/from/the/root.py::name"; "" where the suite is enough.
    """

    id: str
    state: State
    reason: str = ""
    test: str = ""


def load_quality(package: str) -> dict[str, Promise]:
    """Read quality.toml (`says_once = { state = "done" }`); raises ValueError for missing or unreasoned promises."""
    raw = tomllib.loads(files(package).joinpath("quality.toml").read_text(encoding="utf-8"))
    if raw.keys() != PROMISES.keys():
        raise ValueError(f"{package}/quality.toml: differs from the promises: {sorted(raw.keys() ^ PROMISES.keys())}")
    read = {
        name: Promise(name, entry["state"], entry.get("reason", ""), entry.get("test", ""))
        for name, entry in raw.items()
    }
    for promise in read.values():
        if promise.state not in ("done", "todo", "exempt") or (promise.state != "done" and not promise.reason):
            raise ValueError(f"{package}/quality.toml: {promise.id} needs a state, and a reason unless it is done")
    return read
