"""The servers the other tests lean on: they start, listen on this machine alone, and keep what they had when killed."""

import smtplib
import socket
import struct
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from tests.servers.install import with_backports
from tests.servers.running.bluesky import BlueskyNetwork
from tests.servers.running.mail import MailSink
from tests.servers.running.process import HOST, Process, wait_until
from tests.servers.running.snac import SnacServers
from tests.servers.running.wordpress import WordPressServer

LISTENING = "0A"  # as the kernel writes the state in its table of sockets


def listening_addresses(process: Process) -> set[str]:
    """Return the addresses on which a process or one of its children listens, as the kernel tells."""
    family = [int(path.name) for path in Path("/proc").glob("[0-9]*") if _group_of(path) == process.pid]
    sockets = {inode for pid in family for inode in _sockets_of(pid)}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == LISTENING and words[9] in sockets:
                found.add(_address(words[1].partition(":")[0]))
    return found


def _group_of(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[2])
    except (OSError, IndexError):
        return 0


def _sockets_of(pid: int) -> Iterable[str]:
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            target = str(link.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            yield target[len("socket:[") : -1]


def _address(written: str) -> str:
    if len(written) == 8:
        return socket.inet_ntop(socket.AF_INET, struct.pack("=L", int(written, 16)))
    words = struct.pack("=4L", *(int(written[place : place + 8], 16) for place in range(0, 32, 8)))
    return socket.inet_ntop(socket.AF_INET6, words)


def test_the_kernel_s_table_is_read_right() -> None:
    assert _address("0100007F") == "127.0.0.1"
    assert _address("00000000") == "0.0.0.0"  # noqa: S104 - it is read here, not bound
    assert _address("00000000000000000000000001000000") == "::1"


def test_every_part_of_bluesky_listens_on_this_machine_alone(bluesky_server: BlueskyNetwork) -> None:
    for process in bluesky_server.processes:
        assert listening_addresses(process) == {HOST}, process.name


def test_bluesky_keeps_posts_and_sessions_when_its_data_server_is_killed_and_counts_on(
    bluesky_server: BlueskyNetwork,
) -> None:
    ada, cem = (bluesky_server.speak_as(bluesky_server.create_account(name)) for name in ("ada", "cem"))
    post = ada.post("before the fall")
    bluesky_server.kill()
    with pytest.raises(httpx.TransportError):
        ada.posts()
    bluesky_server.restart()
    assert [one["value"]["text"] for one in ada.posts()] == ["before the fall"]  # type: ignore[index]
    cem.like(post)
    cem.post("one", reply_to=post)

    def counted() -> bool:
        seen = ada.ask("app.bsky.feed.getPosts", uris=post["uri"])["posts"] or [{}]
        return (seen[0].get("likeCount"), seen[0].get("replyCount")) == (1, 1)  # type: ignore[index]

    assert wait_until(counted, "like and reply in the AppView")


def test_a_strict_bluesky_server_ends_the_thirty_first_sign_in_within_five_minutes(
    bluesky_server: BlueskyNetwork,
) -> None:
    server = bluesky_server.strict_server()
    assert listening_addresses(server.process) == {HOST}
    wish = {"identifier": "nobody.test", "password": "wrong"}
    address = f"{server.base_url}/xrpc/com.atproto.server.createSession"
    with ThreadPoolExecutor(8) as several:  # each one costs the server a slow hash
        told = list(several.map(lambda _: httpx.post(address, json=wish, timeout=90), range(31)))
    assert sorted(answer.status_code for answer in told) == [401] * 30 + [429]
    [limited] = (answer for answer in told if answer.status_code == 429)
    assert limited.headers["ratelimit-remaining"] == "0"


def test_snac_listens_on_this_machine_alone_and_keeps_posts_when_killed(snac_servers: SnacServers) -> None:
    for process in snac_servers.processes:
        assert listening_addresses(process) == {HOST}, process.name
    ada = snac_servers.ada.speak()
    posted = ada.post("v1/statuses", status="before the fall")
    snac_servers.ada.restart()
    found = ada.get(f"v1/statuses/{posted['id']}")  # type: ignore[index]
    assert "before the fall" in found["content"]  # type: ignore[index]


def test_what_one_snac_says_reaches_the_other(snac_servers: SnacServers) -> None:
    ada, cem = snac_servers.ada.speak(), snac_servers.cem.speak()

    def found() -> object:
        return cem.get("v2/search", q=f"@{snac_servers.ada.handle}", resolve=True)["accounts"]  # type: ignore[index]

    [account] = wait_until(found, "ada as cem's server knows her")  # type: ignore[misc]
    cem.post(f"v1/accounts/{account['id']}/follow")
    wait_until(lambda: [note for note in ada.get("v1/notifications", limit=40) if note["type"] == "follow"], "follower")  # type: ignore[attr-defined]
    uri = ada.post("v1/statuses", status="over to you")["uri"]  # type: ignore[index]
    wait_until(
        lambda: [post for post in cem.get("v1/timelines/home") if post["uri"] == uri], "post on the other server"
    )  # type: ignore[attr-defined]


def test_wordpress_listens_on_this_machine_alone_and_keeps_posts_when_killed(wordpress_server: WordPressServer) -> None:
    for process in wordpress_server.processes:
        assert listening_addresses(process) == {HOST}, process.name
    with wordpress_server.speak() as ada:
        posted = ada.post("posts", json={"title": "Before the fall", "content": "Body", "status": "publish"}).json()
        wordpress_server.restart()
        assert ada.get(f"posts/{posted['id']}").json()["title"]["rendered"] == "Before the fall"
    assert "Before the fall" in httpx.get(posted["link"], timeout=90).text


def test_a_contributor_of_the_blog_may_not_publish(wordpress_server: WordPressServer) -> None:
    emil = wordpress_server.contributor
    wish = {"title": "No", "content": "No", "status": "publish"}
    answer = httpx.post(f"{wordpress_server.base_url}/wp-json/wp/v2/posts", json=wish, auth=emil.auth, timeout=90)
    assert answer.status_code == 403


def test_mail_arrives_as_it_was_written_also_after_a_restart(mail_sink: MailSink) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "haus@example.com", "ben@example.com", "Freigabe nötig"
    message.set_content("Bitte prüfen.")
    mail_sink.restart()
    with smtplib.SMTP(mail_sink.host, mail_sink.port) as smtp:
        smtp.send_message(message)
    [kept] = mail_sink.wait_for("ben@example.com")
    assert kept["Subject"] == "Freigabe nötig"
    assert kept.get_content().strip() == "Bitte prüfen."
    mail_sink.kill()
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP(mail_sink.host, mail_sink.port)
    mail_sink.restart()


ONE_LINE = "deb [signed-by=/k.gpg] mirror+file:/m bookworm main contrib"
STANZA = """\
Types: deb deb-src
# a note
URIs: mirror+file:/m
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By:
 KEY
 .
 LINE"""
STANZA_OF_BACKPORTS = """\
types: deb
uris: mirror+file:/m
suites: bookworm-backports
components: main
signed-by:\x20
 KEY
 .
 LINE
"""


@pytest.mark.parametrize(
    ("source", "deb822", "expected"),
    [
        (ONE_LINE, False, "deb [signed-by=/k.gpg] mirror+file:/m bookworm-backports main"),
        (f"# {ONE_LINE}", False, None),
        ("deb-src mirror+file:/m bookworm main", False, None),
        ("deb mirror+file:/m bookworm-security main", False, None),
        (STANZA, True, STANZA_OF_BACKPORTS),
        (f"{STANZA}\nEnabled: no", True, None),
        (STANZA.replace("Suites: bookworm bookworm-updates", "Suites: bookworm-security"), True, None),
    ],
)
def test_backports_are_asked_of_the_mirror_the_machine_already_uses(
    source: str, deb822: bool, expected: str | None
) -> None:
    assert with_backports(source, "bookworm", deb822=deb822) == expected
