"""An instance: one data directory with its secrets, its database, its logs and where it listens.

``<data-dir>/`` holds ``secrets.json`` (made once, kept), ``postgres/``, ``bank.sqlite3``,
``logs/``, ``demo.json`` (for scripts) and, while it runs, ``instance.json``, by which
other commands find it.
"""

from __future__ import annotations

import base64
import json
import os
import pwd
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import environ

REPOSITORY = Path(__file__).resolve().parents[3]
DEFAULT_DATA_DIRECTORY = REPOSITORY / "var"
BANK_CODE = "simbank"
# Known to everybody on purpose: this is a sandbox, and nothing here is worth a secret.
DEMO_EMAIL, DEMO_PASSWORD = "demo@adulis.example", "adulis-demo-harbour"
# Stands in for SECRET_KEY where code is read and nothing runs; doctor looks for exactly this.
NO_SECRET = "no-secret-key-is-configured"  # noqa: S105


class Unusable(RuntimeError):
    """The instance cannot be started or found; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Running:
    """What ``instance.json`` says: who runs, where, and how to reach the database."""

    pid: int
    base_url: str
    simulator_url: str
    database_url: str
    database_owner_url: str
    environment: dict[str, str]


class Instance:
    """The instance whose files lie in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def demo_file(self) -> Path:
        return self.folder / "demo.json"

    def prepare(self) -> None:
        """Make the folders. Raises Unusable where nothing can be written, or it is not ours."""
        try:
            if not self.folder.exists():
                self.folder.mkdir(parents=True)
                self.folder.chmod(0o711)  # the account PostgreSQL runs as passes through
            if (owner := self.folder.stat().st_uid) != os.geteuid():
                # As root we could, and would leave files that its owner cannot read.
                raise Unusable(
                    f"{self.folder} belongs to {_name_of(owner)}. Run as {_name_of(owner)}, or "
                    "choose another folder with --data-dir."
                )
            self.logs.mkdir(exist_ok=True, mode=0o700)
            probe = self.folder / f".writable-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise Unusable(
                f"Cannot write to {self.folder}: {error.strerror}. "
                "Choose another folder with --data-dir."
            ) from error

    def secrets(self) -> dict[str, str]:
        """The secrets of this instance, made on first use and the same ever after.

        A name added by a newer version is added to an older file; no value is ever replaced,
        since what it encrypted would be lost.
        """
        path = self.folder / "secrets.json"
        kept: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
        complete = {**_new_secrets(), **kept}
        if complete != kept:
            write_private(path, json.dumps(complete, indent=2) + "\n")
        return complete

    def announce(self, running: Running) -> None:
        """Let other commands find this instance."""
        write_private(self.folder / "instance.json", json.dumps(asdict(running), indent=2) + "\n")

    def withdraw(self) -> None:
        (self.folder / "instance.json").unlink(missing_ok=True)

    def find(self) -> Running:
        """The running instance. Raises Unusable when there is none."""
        path = self.folder / "instance.json"
        try:
            running = Running(**json.loads(path.read_text()))
        except FileNotFoundError:
            raise Unusable(
                f"Nothing runs in {self.folder}. Start it with ./adulis up, name its --data-dir, "
                "or set DATABASE_URL."
            ) from None
        except (ValueError, TypeError) as error:
            raise Unusable(f"{path} is not readable ({error}); start ./adulis up again.") from None
        if not _is_alive(running.pid):
            raise Unusable(f"The instance in {self.folder} was killed; start ./adulis up again.")
        return running


def load_environment_file() -> None:
    """Read ``.env`` of the checkout, if there is one; what is set already is not replaced."""
    if (REPOSITORY / ".env").is_file():
        environ.Env.read_env(REPOSITORY / ".env")


def database_is_given() -> bool:
    """Whether somebody named a database of their own, so that ours is not wanted."""
    return any(os.environ.get(name) for name in ("DATABASE_URL", "DB_HOST", "DB_NAME"))


def merged(own: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """``own`` with what is ``given`` on top; a name given without a value says nothing."""
    return {**own, **{name: value for name, value in given.items() if value or name not in own}}


def write_private(path: Path, text: str) -> None:
    """Write a file only we may read, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.writing")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _new_secrets() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ENCRYPTION_KEYS": f"k1:{_key()}",
        "BLIND_INDEX_KEY": _key(),
        "API_KEY_PEPPER": secrets.token_urlsafe(32),
        "BANK_SECRET": secrets.token_urlsafe(32),
        "BANK_CALLBACK_SECRETS": f"whsec_{_key()}",
        "DATABASE_OWNER_PASSWORD": secrets.token_urlsafe(24),
        "DATABASE_APPLICATION_PASSWORD": secrets.token_urlsafe(24),
    }


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
