"""A Tryton with its module for leads and opportunities, on a copy of a ready-made database: the CRM."""

import base64
import shutil
from typing import Any, Self

import httpx

from tests.servers.install import TRYTON_PASSWORD, tryton_home
from tests.servers.running.process import HOST, Folder, NotInstalled, Process, answers, free_port, wait_until


class TrytonServer:
    """One Tryton. `call` is what the person at its own client does; `user` and `password` are for ours."""

    database = "crm"
    user = "admin"
    password = TRYTON_PASSWORD

    def __init__(self) -> None:
        home = tryton_home()
        if not (home / "ready").exists():
            raise NotInstalled("Tryton is not installed: python tests/servers/install.py brings it")
        self._folder = Folder("tryton")
        data = self._folder.sub("db")
        shutil.copy(home / "db" / "crm.sqlite", data)
        self.port = free_port()
        self.base_url = f"http://{HOST}:{self.port}"
        settings = self._folder.path / "trytond.conf"
        settings.write_text(
            f"[database]\nuri = sqlite://\npath = {data}\n[web]\nlisten = {HOST}:{self.port}\n"
            "[session]\nauthentications = password\n"
        )
        self.process = Process(
            "trytond",
            [str(home / "venv/bin/python"), str(home / "venv/bin/trytond"), "-c", str(settings), "-d", self.database],
            log=self._folder.path / "trytond.log",
        )
        self._mark = ""
        self._context: dict[str, Any] = {}
        self.employee = 0

    def __enter__(self) -> Self:
        self.start()
        self._found_company()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self._folder.remove()

    def start(self) -> Self:
        """Start it, or start it again after `kill`, with what it had."""
        self.process.start()
        wait_until(answers(f"{self.base_url}/"), "Tryton that answers", process=self.process)
        return self

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()

    def call(self, method: str, *params: Any) -> Any:
        """Call a method of a model as the person does; the context is added."""
        return self._ask(method, *params, self._context)

    def _ask(self, method: str, *params: Any) -> Any:
        answer = httpx.post(
            f"{self.base_url}/{self.database}/rpc/",
            json={"id": 1, "method": method, "params": list(params)},
            headers={"authorization": self._mark} if self._mark else {},
            timeout=60,
        )
        answer.raise_for_status()
        said = answer.json()
        if said.get("error"):
            raise RuntimeError(f"{method}: {said['error']}")
        return said["result"]

    def _found_company(self) -> None:
        """Do what whoever sets a Tryton up does: a currency, a company, and somebody who sells."""
        number, session, *_more = self._ask("common.db.login", self.user, {"password": self.password}, "en")
        self._mark = "Session " + base64.b64encode(f"{self.user}:{number}:{session}".encode()).decode()
        euro = {"name": "Euro", "symbol": "€", "code": "EUR", "numeric_code": "978", "digits": 2}
        rounding = {"__class__": "Decimal", "decimal": "0.01"}
        (currency,) = self.call("model.currency.currency.create", [{**euro, "rounding": rounding}])
        (ours,) = self.call("model.party.party.create", [{"name": "Werk GmbH"}])
        (company,) = self.call("model.company.company.create", [{"party": ours, "currency": currency}])
        told = {"companies": [["add", [company]]], "company": company}
        self.call("model.res.user.write", [number], told)
        self._ask("model.res.user.get_preferences", True, {})
        self._context = {"company": company, "companies": [company]}
        (seller,) = self.call("model.party.party.create", [{"name": "Jana Vertrieb"}])
        (self.employee,) = self.call("model.company.employee.create", [{"party": seller, "company": company}])
