"""Two snac servers that federate with each other: Mastodon's API, and real ActivityPub between them.

What snac is not, and a test must know: it ignores Idempotency-Key, version 2.75 of it has no DELETE for posts, counts
are only right for people on the other server, and about one request in a hundred ends in a reset connection.
"""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.servers.running.process import HOST, Folder, Process, answers, free_port, give, need, wait_until

USER = "nobody"  # snac refuses root

Answer = TypeVar("Answer")


class SnacServer:
    """One snac with one person on it. `handle` is how the other server knows them."""

    def __init__(self, folder: Folder, person: str) -> None:
        self.person = person
        self.port = free_port()
        self.base_url = f"http://{HOST}:{self.port}"
        self.handle = f"{person}@{HOST}:{self.port}"
        self.password = ""
        self._home = folder.sub(f"snac-{person}", owner=USER)
        self._data = self._home / "data"
        self._program = need("snac")
        self.process = Process(
            f"snac-{person}",
            [self._program, "httpd", str(self._data)],
            env={"HOME": str(self._home)},
            log=folder.path / f"snac-{person}.log",
            user=USER,
        )

    def prepare(self) -> Self:
        """Make its data folder and its person, who gets a random password."""
        _run(self._program, "init", self._data, said=f"{HOST}\n{self.port}\n{HOST}:{self.port}\n\nadmin@example.com\n")
        settings = self._data / "server.json"
        told = json.loads(settings.read_text())
        # with few threads it waits for itself when it delivers to its own inbox
        told |= {
            "protocol": "http",
            "disable_email_notifications": True,
            "disable_inbox_collection": True,
            "num_threads": 16,
            "queue_timeout": 3,
        }
        settings.write_text(json.dumps(told))
        said = _run(self._program, "adduser", self._data, self.person, said=f"{self.person}\n\n")
        found = re.search(r"password is (\S+)", said)
        if not found:
            raise RuntimeError(f"snac named no password: {said}")
        self.password = found[1]
        for path in (self._home, *self._home.rglob("*")):
            give(path, USER)
        return self

    def start(self) -> Self:
        """Start it, or start it again after `kill`, with what it had."""
        self.process.start()
        wait_until(answers(f"{self.base_url}/api/v1/instance"), "healthy snac", process=self.process)
        return self

    def stop(self) -> None:
        """Ask it to end; it takes up to some seconds."""
        self.process.stop()

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()

    def restart(self) -> None:
        """Kill it and start it again with what it had."""
        self.kill()
        self.start()

    def approve(self, authorise_url: str) -> dict[str, str]:
        """Do what the person does in the browser: open the address, sign in. Return what the return address is told."""
        with httpx.Client(timeout=30) as http:
            page = _again(lambda: http.get(authorise_url))
            form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
            form |= {"login": self.person, "passwd": self.password}
            sent = _again(lambda: http.post(f"{self.base_url}/oauth/x-snac-login", data=form))
        if "location" not in sent.headers:
            raise AssertionError(f"snac did not send the person back: {sent.status_code} {sent.text[:300]}")
        return dict(parse_qsl(urlsplit(sent.headers["location"]).query))

    def access_token(self) -> str:
        """Register an app, sign in, and return a token with the rights to read and write."""
        back = "http://127.0.0.1:9/back"
        with httpx.Client(base_url=self.base_url, timeout=30) as http:
            wish = {"client_name": "hand", "redirect_uris": back, "scopes": "read write"}
            app = _again(lambda: http.post("/api/v1/apps", data=wish)).json()
            query = {
                "response_type": "code",
                "client_id": app["client_id"],
                "redirect_uri": back,
                "scope": "read write",
                "state": "s",
            }
            told = self.approve(str(http.build_request("GET", "/oauth/authorize", params=query).url))
            grant = {
                "grant_type": "authorization_code",
                "code": told["code"],
                "client_id": app["client_id"],
                "client_secret": app["client_secret"],
                "redirect_uri": back,
            }
            return str(_again(lambda: http.post("/oauth/token", data=grant)).json()["access_token"])

    def speak(self) -> "SnacSpeaker":
        """Sign in as the person, to do by hand what the connector under test shall see."""
        return SnacSpeaker(self.base_url, self.access_token())


class SnacSpeaker:
    """The person of one server, speaking Mastodon's API by hand; requests that were reset are tried again."""

    def __init__(self, base_url: str, token: str) -> None:
        # a new connection for each request: fewer of them are reset
        self._http = httpx.Client(
            base_url=f"{base_url}/api/", headers={"authorization": f"Bearer {token}", "connection": "close"}, timeout=30
        )
        self.token = token

    def get(self, path: str, **query: str | int | bool) -> object:
        """Ask: GET under /api/."""
        return self._answer(lambda: self._http.get(path, params=query))

    def post(self, path: str, **form: str | bool) -> object:
        """Do: POST under /api/ with a form. snac keeps no keys, so what was reset and repeated may stand there twice."""
        return self._answer(lambda: self._http.post(path, data=form))

    def _answer(self, send: Callable[[], httpx.Response]) -> object:
        answer = _again(send)
        if answer.is_error:
            raise AssertionError(f"{answer.request.url.path}: {answer.status_code} {answer.text[:300]}")
        told: object = answer.json()
        return told


class SnacServers:
    """Two servers: `ada` is on the first, `cem` on the second. Before one sees the other's posts, they must follow."""

    def __init__(self) -> None:
        self._folder = Folder("snac")
        self.ada: SnacServer
        self.cem: SnacServer

    def __enter__(self) -> Self:
        try:
            self.ada = SnacServer(self._folder, "ada").prepare()
            self.cem = SnacServer(self._folder, "cem").prepare()
            self.ada.start()
            self.cem.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for server in (getattr(self, "ada", None), getattr(self, "cem", None)):
            if server is not None:
                server.kill()  # asked kindly it takes seconds, and nothing is left to keep
        self._folder.remove()

    @property
    def processes(self) -> tuple[Process, ...]:
        """Everything that runs."""
        return (self.ada.process, self.cem.process)


def _run(program: str, verb: str, data: Path, *more: str, said: str) -> str:
    done = subprocess.run(
        [program, verb, str(data), *more], check=False, input=said, capture_output=True, text=True, timeout=30
    )
    if done.returncode:
        raise RuntimeError(f"snac {verb}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def _again(send: Callable[[], Answer], tries: int = 5) -> Answer:
    for _ in range(tries - 1):
        try:
            return send()
        except httpx.TransportError:
            continue
    return send()
