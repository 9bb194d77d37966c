"""An instance: one data directory with its secrets, its database, its logs and where it listens.

``<data-dir>/`` holds ``secrets.json`` (made once, kept), ``encryption-keys`` (the key ring, the
key that seals first) and ``retired-keys`` (for old backups), ``postgres/``, ``bank.sqlite3``,
``gateway.sqlite3``, ``logs/``, ``letters/`` (e-mail, unless a server is configured), ``demo.json``
(for scripts) and, while it runs, ``instance.json``, by which other commands find it.
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
GATEWAY_CODE = "simgate"
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
    def letters(self) -> Path:
        return self.folder / "letters"

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

    def mail_settings(self, base_url: str) -> dict[str, str]:
        """Letters become files here, with links that lead to ``base_url``."""
        return {"PUBLIC_URL": base_url, "EMAIL_FOLDER": str(self.letters)}

    def secrets(self) -> dict[str, str]:
        """The secrets of this instance, made on first use and the same ever after.

        A name added by a newer version is added to an older file; no value is ever replaced,
        since what it encrypted would be lost.
        """
        path = self.folder / "secrets.json"
        kept: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
        self._require_key_ring(is_new=not kept, older=kept.get("ENCRYPTION_KEYS", ""))
        complete = {**_new_secrets(), **kept}
        complete.pop("ENCRYPTION_KEYS", None)  # one place for a key, or they would come to differ
        if complete != kept:
            write_private(path, json.dumps(complete, indent=2) + "\n")
        return complete

    @property
    def key_ring(self) -> Path:
        """The file with the keys that values are sealed under, one a line, the newest first."""
        return self.folder / "encryption-keys"

    @property
    def retired_keys(self) -> Path:
        """Keys that nothing is sealed under any more, but in backups."""
        return self.folder / "retired-keys"

    def _require_key_ring(self, *, is_new: bool, older: str) -> None:
        """Make the ring with the instance; ``older`` is where the ring stood before it was a file.

        Raises Unusable where it is lost: with another one nothing that is sealed would open.
        """
        if self.key_ring.is_file():
            return
        if not is_new and not older:
            raise Unusable(
                f"{self.key_ring} is missing, and without it nothing encrypted can be read. "
                "Put it back from a backup."
            )
        lines = older.split(",") if older else [f"k1:{new_key()}"]
        write_private(self.key_ring, "\n".join(lines) + "\n")

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
    # The name as well, or a crash could take back a key that something is sealed under already.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _new_secrets() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "BLIND_INDEX_KEY": new_key(),
        "API_KEY_PEPPER": secrets.token_urlsafe(32),
        "BANK_SECRET": secrets.token_urlsafe(32),
        "BANK_CALLBACK_SECRETS": f"whsec_{new_key()}",
        "PAYMENT_GATEWAY_SECRET": secrets.token_urlsafe(32),
        "PAYMENT_GATEWAY_WEBHOOK_SECRETS": f"whsec_{new_key()}",
        "LEDGER_SEAL_KEYS": new_key(),
        "DATABASE_OWNER_PASSWORD": secrets.token_urlsafe(24),
        "DATABASE_APPLICATION_PASSWORD": secrets.token_urlsafe(24),
    }


def new_key() -> str:
    """32 bytes of chance in base64."""
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
