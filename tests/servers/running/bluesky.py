"""A Bluesky network of our own: a directory of identities, one personal data server, and the AppView that counts and threads.

The three parts of it live in three processes (directory and AppView, data server, PostgreSQL), so that the data server
can be killed alone and comes back with everything it had.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.servers.install import node_modules
from tests.servers.running.postgres import Postgres
from tests.servers.running.process import Folder, NotInstalled, Process, answers, free_port, need, wait_until

NODE = Path(__file__).parent.parent / "node"


@dataclass(frozen=True, slots=True)
class BlueskyAccount:
    """Somebody with an account: `password` is for a person at the sign-in page, `app_password` for programs."""

    did: str
    handle: str
    password: str
    app_password: str


class DataServer:
    """A personal data server (PDS). `rate_limits` makes it as strict as the public ones."""

    def __init__(
        self, folder: Folder, *, port: int, plc_port: int, appview_port: int | None, appview_did: str, rate_limits: bool
    ) -> None:
        self.port = port
        self.base_url = f"http://localhost:{port}"
        env = {
            "PDS_PORT": str(port),
            "PLC_PORT": str(plc_port),
            "DATA_FOLDER": str(folder.sub(f"pds-{port}")),
            "SECRET": secrets.token_hex(32),
            "RATE_LIMITS": "1" if rate_limits else "0",
        }
        if appview_port is not None:
            env |= {"APPVIEW_PORT": str(appview_port), "APPVIEW_DID": appview_did}
        self.process = node_process("bluesky-pds", "pds.cjs", env, folder.path / f"pds-{port}.log")

    def start(self) -> Self:
        """Start it, or start it again after `kill`, with the data it had."""
        self.process.start()
        wait_until(answers(f"{self.base_url}/xrpc/_health"), "healthy data server", process=self.process)
        return self

    def stop(self) -> None:
        """Let it finish what it does, and end."""
        self.process.stop()

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        self.process.kill()

    def restart(self) -> None:
        """Kill it and start it again with its data."""
        self.kill()
        self.start()

    def create_account(self, name: str) -> BlueskyAccount:
        """Open an account called like `name`, with a handle of its own and an app password."""
        handle = f"{name}-{secrets.token_hex(3)}.test"
        password = secrets.token_urlsafe(12)
        with httpx.Client(base_url=f"{self.base_url}/xrpc/", timeout=90) as http:
            opened = _json(
                http.post(
                    "com.atproto.server.createAccount",
                    json={"handle": handle, "email": f"{handle.partition('.')[0]}@example.com", "password": password},
                )
            )
            granted = _json(
                http.post(
                    "com.atproto.server.createAppPassword",
                    json={"name": "leitstand"},
                    headers={"authorization": f"Bearer {opened['accessJwt']}"},
                )
            )
        return BlueskyAccount(str(opened["did"]), handle, password, str(granted["password"]))

    def speak_as(self, account: BlueskyAccount) -> "Speaker":
        """Sign in as somebody, to do by hand what the connector under test shall see."""
        return Speaker(self.base_url, account)

    def approve(self, authorise_url: str, account: BlueskyAccount) -> dict[str, str]:
        """Do what a person does in the browser: open the address, sign in, consent. Return what the return address is told."""
        return _walk_through_sign_in_page(self.base_url, authorise_url, account)


class BlueskyNetwork:
    """The whole network. `base_url` is the data server's; `create_account`, `speak_as` and `approve` are its as well.

    `kill` and `restart` are meant for the data server; directory and AppView stay.
    """

    def __init__(self, *, appview: bool = True) -> None:
        self._folder = Folder("bluesky")
        self._plc_port = free_port()
        self._appview_port = free_port() if appview else None
        self._pds_port = free_port()
        self._postgres = Postgres(self._folder) if appview else None
        self._appview_did = ""
        self._strict: DataServer | None = None
        env = {"PLC_PORT": str(self._plc_port), "PDS_PORT": str(self._pds_port)}
        if self._postgres is not None:
            env |= {"APPVIEW_PORT": str(self._appview_port), "DATABASE_URL": self._postgres.url("bluesky")}
        self._directory = node_process("bluesky-directory", "directory.cjs", env, self._folder.path / "directory.log")
        self.pds: DataServer

    def __enter__(self) -> Self:
        try:
            if self._postgres is not None:
                self._postgres.start("bluesky")
            self._directory.start()
            ready = wait_until(
                lambda: re.search(r"^READY (\S+)", self._directory.said(), re.MULTILINE),
                "directory",
                process=self._directory,
            )
            self._appview_did = ready[1]
            self.pds = self._data_server(self._pds_port, self._appview_port, rate_limits=False).start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for server in (self._strict, getattr(self, "pds", None), self._directory):
            if server is not None:
                server.kill()  # asked kindly it waits for everybody who is still connected
        if self._postgres is not None:
            self._postgres.stop()
        self._folder.remove()

    def _data_server(self, port: int, appview_port: int | None, *, rate_limits: bool) -> DataServer:
        return DataServer(
            self._folder,
            port=port,
            plc_port=self._plc_port,
            appview_port=appview_port,
            appview_did=self._appview_did,
            rate_limits=rate_limits,
        )

    @property
    def base_url(self) -> str:
        """The address of the data server."""
        return self.pds.base_url

    @property
    def processes(self) -> tuple[Process, ...]:
        """Everything that runs, for those who look at it from outside."""
        postgres = (self._postgres.process,) if self._postgres else ()
        strict = (self._strict.process,) if self._strict else ()
        return (self._directory, self.pds.process, *postgres, *strict)

    def strict_server(self) -> DataServer:
        """Return a second data server with rate limits on; started when first asked for. The AppView does not read it."""
        if self._strict is None:
            self._strict = self._data_server(free_port(), None, rate_limits=True).start()
        return self._strict

    def create_account(self, name: str) -> BlueskyAccount:
        """Open an account on the data server."""
        return self.pds.create_account(name)

    def speak_as(self, account: BlueskyAccount) -> "Speaker":
        """Sign in as somebody, to do by hand what the connector under test shall see."""
        return self.pds.speak_as(account)

    def approve(self, authorise_url: str, account: BlueskyAccount) -> dict[str, str]:
        """Sign in and consent at the data server's own page."""
        return self.pds.approve(authorise_url, account)

    def kill(self) -> None:
        """Kill the data server."""
        self.pds.kill()

    def restart(self) -> None:
        """Kill the data server, and start it again with its data."""
        self.pds.restart()


class Speaker:
    """Somebody who speaks the protocol by hand: `call` for procedures, `ask` for queries, and a few words for common things."""

    def __init__(self, base_url: str, account: BlueskyAccount) -> None:
        self.account = account
        self._http = httpx.Client(base_url=f"{base_url}/xrpc/", timeout=90)
        session = _json(
            self._http.post(
                "com.atproto.server.createSession", json={"identifier": account.did, "password": account.app_password}
            )
        )
        self.access_token = str(session["accessJwt"])
        self._http.headers["authorization"] = f"Bearer {self.access_token}"

    def call(self, method: str, **arguments: object) -> dict[str, object]:
        """Do something: POST with a JSON body."""
        return _json(self._http.post(method, json=arguments))

    def ask(self, method: str, **arguments: str) -> dict[str, object]:
        """Ask something: GET with a query."""
        return _json(self._http.get(method, params=arguments))

    def post(
        self, text: str, *, reply_to: Mapping[str, object] | None = None, quote: Mapping[str, object] | None = None
    ) -> dict[str, str]:
        """Write a post, perhaps under or about another one ({"uri", "cid"}); return its own uri and cid."""
        more: dict[str, object] = {}
        if reply_to is not None:
            more["reply"] = {"root": reply_to, "parent": reply_to}
        if quote is not None:
            more["embed"] = {"$type": "app.bsky.embed.record", "record": quote}
        return self._create("app.bsky.feed.post", text=text, **more)

    def like(self, post: Mapping[str, object]) -> None:
        """Like a post."""
        self._create("app.bsky.feed.like", subject=post)

    def repost(self, post: Mapping[str, object]) -> None:
        """Repost a post."""
        self._create("app.bsky.feed.repost", subject=post)

    def follow(self, did: str) -> None:
        """Follow somebody."""
        self._create("app.bsky.graph.follow", subject=did)

    def posts(self) -> list[dict[str, object]]:
        """Return the records of all posts this account has, straight from the data server."""
        return self.posts_of(self.account.did)

    def posts_of(self, did: str) -> list[dict[str, object]]:
        """Return the records of all posts somebody has: each with uri, cid and value."""
        listed = self.ask("com.atproto.repo.listRecords", repo=did, collection="app.bsky.feed.post", limit="100")
        return list(listed["records"])  # type: ignore[call-overload]

    def _create(self, collection: str, **record: object) -> dict[str, str]:
        made = self.call(
            "com.atproto.repo.createRecord",
            repo=self.account.did,
            collection=collection,
            record={"$type": collection, "createdAt": datetime.now(tz=UTC).isoformat(), **record},
        )
        return {"uri": str(made["uri"]), "cid": str(made["cid"])}


def node_process(name: str, script: str, env: Mapping[str, str], log: Path) -> Process:
    """A Node process of one of our scripts, with the installed modules, listening nowhere but on 127.0.0.1."""
    modules = node_modules()
    if not modules.is_dir():
        raise NotInstalled("the Node modules of Bluesky are not installed: python tests/servers/install.py brings them")
    return Process(
        name,
        [need("node"), "-r", str(NODE / "loopback.cjs"), str(NODE / script)],
        env={"NODE_PATH": str(modules), "NODE_ENV": "test", "LOG_ENABLED": "false", **env},
        log=log,
    )


def _json(answer: httpx.Response) -> dict[str, object]:
    if answer.is_error:
        raise AssertionError(f"{answer.request.url.path}: {answer.status_code} {answer.text[:300]}")
    told: dict[str, object] = answer.json() if answer.content else {}
    return told


def _walk_through_sign_in_page(base_url: str, authorise_url: str, account: BlueskyAccount) -> dict[str, str]:
    cookies: dict[
        str, str
    ] = {}  # kept by hand: they are marked "secure", and a browser sends them to localhost all the same

    def headers(**more: str) -> dict[str, str]:
        return {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), **more}

    def keep(answer: httpx.Response) -> httpx.Response:
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            cookies[name.strip()] = value.strip()
        return answer

    def api(name: str, body: Mapping[str, object], token: str = "") -> dict[str, object]:
        more = {
            "origin": base_url,
            "referer": authorise_url,
            "sec-fetch-mode": "same-origin",
            "sec-fetch-site": "same-origin",
            "x-csrf-token": cookies["csrf-token"],
        }
        if token:
            more["authorization"] = f"Bearer {token}"
        return _json(
            keep(http.post(f"{base_url}/@atproto/oauth-provider/~api/{name}", json=body, headers=headers(**more)))
        )

    with httpx.Client(timeout=90) as http:
        page = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-fetch-site": "cross-site"}
        opened = keep(http.get(authorise_url, headers=headers(**page)))
        if opened.is_error:
            raise AssertionError(f"the sign-in page: {opened.status_code} {opened.text[:300]}")
        person = {"username": account.handle, "password": account.password, "locale": "en", "remember": False}
        signed_in = api("sign-in", person)
        allowed = api("consent", {"sub": account.did}, str(signed_in.get("ephemeralToken") or ""))
        told = dict(parse_qsl(urlsplit(str(allowed["url"])).query))
    return {name: value for name, value in told.items() if name not in ("redirect_mode", "redirect_uri")}
