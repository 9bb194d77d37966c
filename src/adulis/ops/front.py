"""The one public port on this machine: event streams to the live process, all else to the web.

Caddy, as a program with a configuration of ours. It reaches both over Unix sockets in a folder that
is nobody else's: no port more, and nobody goes around it to claim another address than their own.
In production nginx does the same (``deploy/nginx``).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adulis.ops.instance import Unusable, write_private
from adulis.ops.postgres import SOCKET_PATH_LIMIT

STREAM = "/api/v1/stream/"
# Where payers' browsers find the simulated gateway's checkout page; its other doors stay inside.
GATEWAY = "/gateway"
# Where webhooks find the simulated server of a merchant's, and its page what arrived there.
RECEIVER = "/receiver"
# What a client is told while what should answer is starting or stopping; as docs/problems.md says.
_AWAY = {
    "type": "/problems/unavailable",
    "title": "This cannot be answered right now.",
    "status": 503,
    "detail": "The platform is starting or stopping. Whether anything happened, only the same"
    " request with the same Idempotency-Key can tell.",
    "code": "unavailable",
    "retryable": True,
    "instance": "/",
    "request_id": "{http.request.uuid}",
}


@dataclass(frozen=True, slots=True)
class Front:
    """Listens at ``host:port``; ``folder`` is for its configuration and the sockets.

    ``proxies`` is how many proxies of the operator's own stand before it: with any, it passes on
    what they say about the client; with none, nobody is believed. ``gateway_port`` is where the
    simulated payment gateway listens on this machine.
    """

    folder: Path
    host: str
    port: int
    proxies: int
    gateway_port: int

    @property
    def web(self) -> Path:
        return self.folder / "web.sock"

    @property
    def live(self) -> Path:
        return self.folder / "live.sock"

    @property
    def receiver(self) -> Path:
        return self.folder / "receiver.sock"

    def command(self) -> list[str]:
        """Write the configuration; returns the command that serves by it. Raises Unusable."""
        program = Path(sys.executable).with_name("caddy")
        if not program.is_file():
            raise Unusable(f"{program} is missing; remove .venv and start ./adulis up again.")
        path = self.folder / "front.json"
        write_private(path, json.dumps(self.configuration(), indent=2) + "\n")
        return [str(program), "run", "--config", str(path)]

    def environment(self) -> dict[str, str]:
        """What its process gets: the caller's environment, and none of the instance's secrets."""
        source = Path(__file__).resolve().parents[2]
        own = {"PYTHONPATH": str(source), "HOME": str(self.folder)}
        # Passing bytes on takes one processor; more of them would only look for work.
        return {**os.environ, **own, "GOMAXPROCS": "1"}

    def configuration(self) -> dict[str, Any]:
        host = f"[{self.host}]" if ":" in self.host else self.host
        believed = {"source": "static", "ranges": ["0.0.0.0/0", "::/0"]}
        server = {
            "listen": [f"{host}:{self.port}"],
            "automatic_https": {"disable": True},
            "protocols": ["h1"],
            "read_header_timeout": "10s",
            **({"trusted_proxies": believed} if self.proxies else {}),
            "routes": [
                {
                    "match": [{"path": [STREAM]}],
                    # Every event leaves at once.
                    "handle": [{**_to(self.live), "flush_interval": -1}],
                },
                {
                    "match": [{"path": [f"{GATEWAY}/checkout/*"]}],
                    "handle": [
                        {"handler": "rewrite", "strip_path_prefix": GATEWAY},
                        _to_port(self.gateway_port),
                    ],
                },
                {
                    "match": [{"path": [f"{RECEIVER}/*"]}],
                    "handle": [
                        {"handler": "rewrite", "strip_path_prefix": RECEIVER},
                        _to(self.receiver),
                    ],
                },
                {"handle": [_to(self.web)]},
            ],
            "errors": {"routes": [{"handle": [_AWAY_ANSWER]}]},
        }
        return {
            "admin": {"disabled": True, "config": {"persist": False}},
            # Who ended, and what for, is said by whoever ended.
            "logging": {"logs": {"default": {"level": "WARN", "exclude": ["http.log.error"]}}},
            "apps": {"http": {"grace_period": "1s", "servers": {"front": server}}},
        }


_AWAY_ANSWER = {
    "handler": "static_response",
    "status_code": 503,
    "headers": {
        "Content-Type": ["application/problem+json"],
        "Cache-Control": ["no-store"],
        "Retry-After": ["1"],
    },
    "body": json.dumps(_AWAY),
}


def _to(socket: Path) -> dict[str, Any]:
    return {"handler": "reverse_proxy", "upstreams": [{"dial": f"unix/{socket}"}]}


def _to_port(port: int) -> dict[str, Any]:
    return {"handler": "reverse_proxy", "upstreams": [{"dial": f"127.0.0.1:{port}"}]}


def socket_folder(home: Path) -> Path:
    """A folder in ``home``, or in /tmp where that path is too long for a socket; only we enter it.

    Raises Unusable when somebody else has made it.
    """
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    short = Path("/tmp") / f"adulis-front-{digest}"  # noqa: S108  made ours, or not used
    folder = home / "sockets"
    if len(str(folder / "receiver.sock").encode()) > SOCKET_PATH_LIMIT:
        folder = short
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise Unusable(f"{folder} is somebody else's; choose another folder with --data-dir.")
    folder.chmod(0o700)
    return folder
