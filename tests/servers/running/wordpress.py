"""A WordPress of Debian's package on PHP's built-in server, with a MariaDB of its own: the company blog."""

import json
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx

from tests.servers.install import THINGS, is_there
from tests.servers.running.process import HOST, Folder, NotInstalled, Process, answers, free_port, need, wait_until

SOURCE = Path("/usr/share/wordpress")
SCRIPTS = Path(__file__).parent.parent / "wordpress"
USER = "mysql"  # MariaDB refuses root


@dataclass(frozen=True, slots=True)
class WordPressUser:
    """Somebody with an account: `password` is for the sign-in page, `application_password` for programs."""

    name: str
    id: int
    password: str
    application_password: str

    @property
    def auth(self) -> tuple[str, str]:
        """User and application password, as HTTP's basic authentication takes them."""
        return (self.name, self.application_password)


class MariaDB:
    """A database server in a folder, on a port of 127.0.0.1."""

    def __init__(self, folder: Folder) -> None:
        self._home = folder.sub("mariadb", owner=USER)
        self._data = self._home / "data"
        self._socket = self._home / "socket"
        self._folder = folder
        self.port = free_port()
        self.process = Process(
            "mariadb",
            [
                need("mariadbd"),
                "--no-defaults",
                *(f"--datadir={self._data}", f"--socket={self._socket}", f"--pid-file={self._home / 'pid'}"),
                *(f"--bind-address={HOST}", f"--port={self.port}"),
                *("--innodb-flush-log-at-trx-commit=0", "--skip-log-bin", "--performance-schema=off"),
                *("--innodb-buffer-pool-size=32M", "--innodb-log-file-size=16M", "--aria-pagecache-buffer-size=8M"),
            ],
            log=folder.path / "mariadb.log",
            user=USER,
        )

    def start(self) -> Self:
        """Make the server's own tables and the database of the blog, and wait until it answers."""
        made = Process(
            "mariadb-install-db",
            [
                need("mariadb-install-db"),
                "--no-defaults",
                *(f"--datadir={self._data}", "--auth-root-authentication-method=normal", "--skip-test-db"),
            ],
            log=self._folder.path / "mariadb-install.log",
            user=USER,
        ).start()
        wait_until(lambda: not made.is_alive, "new MariaDB")
        self.process.start()
        wait_until(lambda: self._ask("SELECT 1"), "MariaDB", process=self.process)
        rights = ";".join(
            f"CREATE USER wordpress@'{host}' IDENTIFIED BY 'wordpress'; GRANT ALL ON wordpress.* TO wordpress@'{host}'"
            for host in (HOST, "localhost")
        )
        if not self._ask(f"CREATE DATABASE wordpress CHARACTER SET utf8mb4; {rights}"):
            raise RuntimeError("the database of the blog could not be made")
        return self

    def _ask(self, sql: str) -> bool:
        words = [need("mariadb"), "--no-defaults", "-uroot", "-S", str(self._socket), "-e", sql]
        return subprocess.run(words, check=False, capture_output=True).returncode == 0


class WordPressServer:
    """One blog: `editor` may publish, `contributor` may only hand in drafts. `admin_password` is for the user admin."""

    def __init__(self) -> None:
        missing = [
            thing.name for thing in THINGS if thing.used_for in ("WordPress", "company blog") and not is_there(thing)
        ]
        if missing:
            raise NotInstalled(f"{', '.join(missing)} not installed: python tests/servers/install.py brings it")
        self._folder = Folder("wordpress")
        self._site = self._folder.path / "site"
        self._port = free_port()
        self.base_url = f"http://{HOST}:{self._port}"
        self.admin_password = secrets.token_urlsafe(12)
        self.version = ""
        self.editor: WordPressUser
        self.contributor: WordPressUser
        self._database = MariaDB(self._folder)
        self._env = {"BASE_URL": self.base_url, "DATABASE_PORT": str(self._database.port)}
        self.process = Process(
            "wordpress",
            [
                need("php"),
                *("-d", "upload_max_filesize=20M", "-d", "post_max_size=25M", "-d", "opcache.enable_cli=1"),
                *("-S", f"{HOST}:{self._port}", "-t", str(self._site), str(SCRIPTS / "router.php")),
            ],
            env={**self._env, "PHP_CLI_SERVER_WORKERS": "4"},
            log=self._folder.path / "php.log",
        )

    def __enter__(self) -> Self:
        try:
            # Debian's own settings file looks into /etc; the copy has ours
            shutil.copytree(SOURCE, self._site, ignore=shutil.ignore_patterns("wp-config.php"))
            shutil.copy(SCRIPTS / "wp-config.php", self._site)
            self._database.start()
            self._set_up()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stop(patience=3)
        self._database.process.stop()
        self._folder.remove()

    def _set_up(self) -> None:
        password = secrets.token_urlsafe(12)
        done = subprocess.run(
            [need("php"), str(SCRIPTS / "setup.php"), str(self._site)],
            check=False,
            env={**self._env, "PASSWORD": password, "ADMIN_PASSWORD": self.admin_password},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"WordPress was not installed: {done.stdout[-600:]}{done.stderr[-600:]}")
        told = json.loads(done.stdout.strip().splitlines()[-1])
        self.version = told["version"]
        self.editor, self.contributor = (
            WordPressUser(told[role]["user"], told[role]["id"], password, told[role]["application_password"])
            for role in ("editor", "contributor")
        )

    @property
    def processes(self) -> tuple[Process, ...]:
        """Everything that runs."""
        return (self.process, self._database.process)

    def start(self) -> Self:
        """Start PHP's server, or start it again after `kill`."""
        self.process.start()
        wait_until(answers(f"{self.base_url}/wp-json/"), "healthy WordPress", process=self.process)
        return self

    def kill(self) -> None:
        """End PHP's server and its workers at once; the database stays."""
        self.process.kill()

    def restart(self) -> None:
        """Kill PHP's server and start it again; the blog is as it was."""
        self.kill()
        self.start()

    def speak(self) -> httpx.Client:
        """Return a client for the REST interface, signed in as the editor, to do and see things by hand."""
        return httpx.Client(base_url=f"{self.base_url}/wp-json/wp/v2/", auth=self.editor.auth, timeout=90)
