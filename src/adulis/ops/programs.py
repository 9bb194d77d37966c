"""What ``./adulis up`` starts: the command lines, and whether anybody answers."""

from __future__ import annotations

import http.client
import sys
from pathlib import Path

import psycopg

from adulis.ops import databases
from adulis.ops.front import GATEWAY, RECEIVER
from adulis.ops.instance import BANK_CODE, GATEWAY_CODE, Unusable


def web(uds: Path, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--uds", str(uds)),
        *("--workers", str(workers), "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "3"),
        "adulis.wsgi:application",
    ]


def bank(folder: Path, port: int, base_url: str) -> list[str]:
    """The simulated bank, with its books in ``folder``; the platform is at ``base_url``."""
    callbacks = f"{base_url}/api/v1/bank/callbacks/{BANK_CODE}/"
    return [
        *(sys.executable, "-m", "simulators.bank", "--port", str(port)),
        *("--store", str(folder / "bank.sqlite3"), "--callback-url", callbacks),
        # Nothing in our account there but what the demo world pays in: both books begin equal.
        *("--nostro-paise", "0"),
    ]


def gateway(folder: Path, port: int, base_url: str, bank_url: str) -> list[str]:
    """The simulated payment gateway; payers reach its checkout page through the front."""
    webhooks = f"{base_url}/api/v1/gateway-callbacks/{GATEWAY_CODE}/"
    return [
        *(sys.executable, "-m", "simulators.gateway", "--port", str(port)),
        *("--store", str(folder / "gateway.sqlite3"), "--webhook-url", webhooks),
        *("--public-url", f"{base_url}{GATEWAY}", "--bank-url", bank_url),
    ]


def receiver(uds: Path, port: int) -> list[str]:
    """The simulated server of a merchant's; what is sent to it comes through the front."""
    return [
        *(sys.executable, "-m", "simulators.receiver", "--uds", str(uds)),
        *("--public-url", f"http://127.0.0.1:{port}{RECEIVER}"),
    ]


def require_answer(database_url: str) -> None:
    """Raises Unusable when the database does not answer."""
    try:
        databases.connect(database_url).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Unusable(f"The database of DATABASE_URL does not answer: {reason}") from error


def answers(url: str, path: str) -> bool:
    """Whether something at ``url`` answers, and not with an error of its own."""
    host = url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def end_of(path: Path, lines: int = 15) -> str:
    """The last lines of a log, to be shown."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
