"""``./adulis up``: everything on this machine, from nothing to ready, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from adulis.ops import databases, programs
from adulis.ops.binaries import NoPostgres
from adulis.ops.child import command as ending_with_us
from adulis.ops.databases import APPLICATION_ROLE, OWNER_ROLE
from adulis.ops.front import RECEIVER, STREAM, Front, socket_folder
from adulis.ops.instance import (
    BANK_CODE,
    DEFAULT_DATA_DIRECTORY,
    DEMO_EMAIL,
    DEMO_PASSWORD,
    GATEWAY_CODE,
    REPOSITORY,
    Instance,
    Running,
    Unusable,
    database_is_given,
    load_environment_file,
    merged,
)
from adulis.ops.locks import Held, locked
from adulis.ops.postgres import Cluster, PostgresFailed, Server
from adulis.ops.stopping import Signals, Stopped
from adulis.ops.supervisor import Child, stop_all
from adulis.ops.web import NotBuilt, WebApp
from adulis.ops.welcome import where_to_go

DATABASE = "adulis"
MANAGE = str(REPOSITORY / "manage.py")
READY_SECONDS = 180
CHILDREN_STOP_SECONDS = 4
ROUND_SECONDS = 0.5


class Up:
    """One run of an instance, from the first folder to the last process."""

    def __init__(self, options: argparse.Namespace, console: Console) -> None:
        self.options = options
        self.console = console
        self.instance = Instance(options.data_dir)
        self.signals = Signals()
        self.cluster: Cluster | None = None
        self.server: Server | None = None
        self.children: list[Child] = []
        self.started_at = time.monotonic()
        self.base_url = f"http://{_shown_host(options.host)}:{options.port}"
        self.simulator_url = f"http://127.0.0.1:{options.port + 1}"
        self.gateway_url = f"http://127.0.0.1:{options.port + 2}"

    def run(self) -> None:
        """Start everything and keep it running. Raises Unusable, Held, PostgresFailed, Stopped."""
        self.instance.prepare()
        with locked(self.instance.folder / "lock", wait=False) as lock:
            lock.sign(str(os.getpid()))
            self._require_free_ports()
            try:
                self._start()
                self._supervise()
            except Stopped:
                self.console.print("Stopping …")
                raise
            finally:
                self.signals.ignore()
                self._stop()

    # --- starting ---------------------------------------------------------------------------------

    def _start(self) -> None:
        environment = self._environment()
        if environment["ADULIS_MODE"] != "sandbox":
            raise Unusable(
                "./adulis up is for the sandbox; live, start web and worker as in Procfile."
            )
        owner_url = environment.pop("DATABASE_OWNER_URL", "")
        bank, gateway = self._simulators(environment)
        if not database_is_given():
            environment["DATABASE_URL"], owner_url = self._start_database(environment)
        elif environment.get("DATABASE_URL"):
            programs.require_answer(environment["DATABASE_URL"])
        with self._step("Starting the simulated bank and payment gateway"):
            self._wait_for(bank, self.simulator_url, "/v1/health")
            self._wait_for(gateway, self.gateway_url, "/v1/health")
        self._prepare_database({**environment, "DATABASE_OWNER_URL": owner_url})
        self._build_web_app()
        front = self._front(environment)
        web = self._child(
            "web", programs.web(front.web, self.options.web_workers), environment, socket=front.web
        )
        live = [sys.executable, MANAGE, "live", "--uds", str(front.live)]
        receiving = programs.receiver(front.receiver, self.options.port)
        children = [
            web,
            self._child("live", live, environment, socket=front.live),
            self._child("worker", [sys.executable, MANAGE, "worker"], environment),
            self._child("receiver", receiving, front.environment(), socket=front.receiver),
            self._child("front", front.command(), front.environment()),
        ]
        with self._step("Starting web, live and worker"):
            for child in children:
                child.start()
            self._wait_for(web, self.base_url, "/healthz")
            self._wait_for(children[1], self.base_url, STREAM)
            self._wait_for(children[3], self.base_url, f"{RECEIVER}/")
        self.instance.announce(
            Running(
                pid=os.getpid(),
                base_url=self.base_url,
                simulator_url=self.simulator_url,
                database_url=environment.get("DATABASE_URL", ""),
                database_owner_url=owner_url,
                environment={name: environment[name] for name in self._own_environment()},
            )
        )
        self._show_ready()

    def _simulators(self, environment: Mapping[str, str]) -> tuple[Child, Child]:
        """The bank and the payment gateway, started; each learns the secret it signs with."""
        folder, port = self.instance.folder, self.options.port
        bank = self._child(
            "bank",
            programs.bank(folder, port + 1, self.base_url),
            _signing(environment, "BANK_CALLBACK_SECRET", "BANK_CALLBACK_SECRETS"),
        )
        gateway = self._child(
            "gateway",
            programs.gateway(folder, port + 2, self.base_url, self.simulator_url),
            _signing(environment, "SIMGATE_WEBHOOK_SECRET", "PAYMENT_GATEWAY_WEBHOOK_SECRETS"),
        )
        bank.start()
        gateway.start()
        return bank, gateway

    def _start_database(self, environment: dict[str, str]) -> tuple[str, str]:
        """Start the embedded server; returns the application's URL and the owner's."""
        for name in [name for name in os.environ if name.startswith("PG") and name != "PG_BIN_DIR"]:
            # Somebody's PGSSLMODE or PGSERVICE is about another server than ours.
            del os.environ[name], environment[name]
        with self._step("Starting PostgreSQL"), self.signals.shielded():
            self.cluster = Cluster(
                self.instance.folder / "postgres", say=self._say, environment=environment
            )
            self.server = self.cluster.start()
            passwords = self.instance.secrets()
            owner, application = (
                passwords["DATABASE_OWNER_PASSWORD"],
                passwords["DATABASE_APPLICATION_PASSWORD"],
            )
            with databases.connect(self.server.url()) as connection:
                databases.ensure_roles(
                    connection, owner_password=owner, application_password=application
                )
                databases.ensure_database(connection, DATABASE)
        return (
            self.server.url(database=DATABASE, user=APPLICATION_ROLE, password=application),
            self.server.url(database=DATABASE, user=OWNER_ROLE, password=owner),
        )

    def _prepare_database(self, environment: Mapping[str, str]) -> None:
        """Migrate and make the demo world: one process, shown step by step."""
        command = [sys.executable, MANAGE, "prepare"]
        command += ["--base-url", self.base_url, "--simulator-url", self.simulator_url]
        command += ["--demo-file", str(self.instance.demo_file)]
        log = self.instance.logs / "prepare.log"
        with log.open("w") as errors:
            preparing = subprocess.Popen(
                ending_with_us(command),
                cwd=REPOSITORY,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
        try:
            step = self._next_step(preparing, log)
            while step != "done":
                with self._step(step):
                    step = self._next_step(preparing, log)
        finally:
            preparing.kill()
            preparing.communicate()

    def _next_step(self, preparing: subprocess.Popen[str], log: Path) -> str:
        line = preparing.stdout.readline().strip() if preparing.stdout else ""
        if line:
            return line
        raise Unusable(f"Preparing the database failed; see {log}:\n{programs.end_of(log)}")

    def _build_web_app(self) -> None:
        """Once for each state of its sources. Without it everything else runs all the same."""
        app = WebApp()
        if not self.options.web_app or app.is_fresh:
            return
        try:
            with self._step("Making the web app, once"):
                app.build(self.instance.logs / "web-app.log", self._say)
        except (NotBuilt, OSError) as error:
            which = "an older one is served" if app.is_there else "there is only the API"
            self._say_of("web app", f"not made, {which}: {error}")

    def _environment(self) -> dict[str, str]:
        """What every process gets. What the caller or ``.env`` says wins over what we made up."""
        own = {**self._own_environment(), "PYTHONPATH": str(REPOSITORY / "src")}
        # The web listens on a socket that nobody else reaches: there is no way around the front.
        return {**merged(own, os.environ), "GATEWAY_KEY": ""}

    def _own_environment(self) -> dict[str, str]:
        secrets = self.instance.secrets()
        return {
            **{name: value for name, value in secrets.items() if "PASSWORD" not in name},
            **self._key_ring(),
            "DJANGO_SETTINGS_MODULE": "adulis.settings",
            "ADULIS_MODE": "sandbox",
            "DEMO_LOGIN": f"{DEMO_EMAIL}:{DEMO_PASSWORD}",
            "COOKIES_SECURE": "false",  # plain HTTP on this machine
            "WEBHOOKS_TO_LOOPBACK": "true",
            **self.instance.mail_settings(self.base_url),
            "FILES_DIR": str(self.instance.folder / "files"),
            "LEDGER_HEADS_TO": str(self.instance.folder / "ledger-heads.txt"),
            "BANK_CODE": BANK_CODE,
            "BANK_BASE_URL": self.simulator_url,
            "BANK_KEY_ID": "adulis",
            "BANK_PROFILE": "demo",
            "PAYMENT_GATEWAY_CODE": GATEWAY_CODE,
            "PAYMENT_GATEWAY_URL": self.gateway_url,
            "PAYMENT_GATEWAY_KEY_ID": "adulis",
            "PAYMENT_GATEWAY_PROFILE": "demo",
            "PAYOUT_PROCESSING_TIMEOUT_SECONDS": "5",
            "PYTHONUNBUFFERED": "1",
        }

    def _key_ring(self) -> dict[str, str]:
        """Ours, unless somebody brought theirs."""
        if given := os.environ.get("ENCRYPTION_KEYS"):
            return {"ENCRYPTION_KEYS": given}
        return {"ENCRYPTION_KEYS_FILE": str(self.instance.key_ring)}

    def _front(self, environment: dict[str, str]) -> Front:
        """What stands before the web, which is told that there is one proxy more."""
        proxies = int(environment.get("NUM_PROXIES") or 0)
        environment["NUM_PROXIES"] = str(proxies + 1)
        folder = socket_folder(self.instance.folder)
        port = self.options.port
        return Front(folder, self.options.host, port, proxies, gateway_port=port + 2)

    def _child(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        socket: Path | None = None,
    ) -> Child:
        log = self.instance.logs / f"{name}.log"
        child = Child(name, command, dict(environment), REPOSITORY, log, socket)
        self.children.append(child)
        return child

    # --- running and stopping ---------------------------------------------------------------------

    def _supervise(self) -> None:
        while True:
            for child in self.children:
                child.watch(self._say_of)
                for line in child.warnings():
                    self._say_of(child.name, line)
            if self.cluster and self.cluster.pid() is None:
                self._restart_database(self.cluster)
            time.sleep(ROUND_SECONDS)

    def _restart_database(self, cluster: Cluster) -> None:
        self._say_of("postgres", "ended; starting again")
        with self.signals.shielded():
            server = cluster.start()
        if server != self.server:
            raise Unusable("PostgreSQL came back on another port; start ./adulis up again.")
        self._say_of("postgres", "is back, with everything that was committed")

    def _stop(self) -> None:
        self.instance.withdraw()
        stop_all(self.children, CHILDREN_STOP_SECONDS, self._say_of)
        if self.cluster:
            self.cluster.stop()

    def _require_free_ports(self) -> None:
        for port in range(self.options.port, self.options.port + 3):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((self.options.host, port))
                except OSError as error:
                    raise Unusable(
                        f"Port {port} cannot be used ({error.strerror}). Three ports in a row are "
                        f"needed; choose others with --port, e.g. --port {port + 100}."
                    ) from error

    def _wait_for(self, child: Child, url: str, path: str) -> None:
        """Wait until ``url`` answers. Raises Unusable, with the child's last words."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and child.started <= 3:
            if programs.answers(url, path):
                return
            child.watch(self._say_of)
            time.sleep(0.05)
        raise Unusable(f"{child.name} does not start; see {child.log}:\n{child.last_words()}")

    # --- saying -----------------------------------------------------------------------------------

    @contextmanager
    def _step(self, what: str) -> Iterator[None]:
        begun = time.monotonic()
        with self.console.status(f"{what} …"):
            yield
        seconds = time.monotonic() - begun
        self.console.print(f"  [green]✓[/] {what} [dim]{seconds:.1f} s[/]")

    def _say(self, text: str) -> None:
        self.console.print(f"    [dim]{escape(text)}[/]", soft_wrap=True)

    def _say_of(self, name: str, text: str) -> None:
        self.console.print(f"[yellow]{name:>8}[/] {escape(text)}", soft_wrap=True)

    def _show_ready(self) -> None:
        seconds = time.monotonic() - self.started_at
        self.console.print(f"\n[bold green]Adulis is ready[/] [dim]({seconds:.1f} s)[/]\n")
        table = where_to_go(self.instance, self.base_url, self.simulator_url, self.gateway_url)
        self.console.print(table)
        self.console.print(
            "\n  Sandbox: no real money moves. Bank timings are shortened (BANK_PROFILE=demo).\n"
            "  In another terminal: [bold]./adulis demo[/]    Stop with [bold]Ctrl-C[/].\n"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until stopped; returns the exit status: 0 after Ctrl-C, 2 where it cannot start."""
    parser = argparse.ArgumentParser(prog="./adulis up", description=__doc__)
    parser.add_argument(
        "--port", type=_port, default=8000, help="and the next two, for bank and gateway"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--data-dir", type=Path, default=DEFAULT_DATA_DIRECTORY)
    parser.add_argument("--web-workers", type=int, default=2, help="processes that answer requests")
    parser.add_argument(
        "--no-web-app", dest="web_app", action="store_false", help="do not build the web app"
    )
    options = parser.parse_args(arguments)
    console = Console(highlight=False)
    load_environment_file()
    try:
        Up(options, console).run()
    except Held as held:
        console.print(
            f"[red]Adulis already runs in {options.data_dir}[/] (process {held.holder}). "
            "Choose another folder with --data-dir.",
            soft_wrap=True,
        )
        return 2
    except (Unusable, NoPostgres, PostgresFailed) as error:
        console.print(f"[red]{escape(str(error))}[/]", soft_wrap=True)
        return 2
    except Stopped:
        console.print("Stopped. Everything is kept in", options.data_dir, soft_wrap=True)
    return 0


def _signing(environment: Mapping[str, str], name: str, all_of: str) -> dict[str, str]:
    """``environment`` with the first of several secrets under ``name``."""
    return {**environment, name: environment[all_of].partition(",")[0]}


def _port(said: str) -> int:
    port = int(said)
    if not 0 < port < 65_534:
        raise argparse.ArgumentTypeError("three ports in a row lie between 1 and 65535")
    return port


def _shown_host(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  shown, not bound


if __name__ == "__main__":
    sys.exit(main())
