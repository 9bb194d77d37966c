"""What this bank is told when it starts: from the command line and the environment."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from simulators.bank.rails import PROFILES, Profile
from simulators.ground.starting import LOOPBACK, Network, UnusableSetting, networks, share


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is fixed while the bank runs.

    ``secret`` signs what the platform says, ``callback_secret`` (``whsec_…``) what the bank says.
    ``nostro_paise`` is what the platform's account holds in a new store, ``starts_at`` where its
    clock begins. ``control_networks`` may call ``/_sim``, ``allowed_networks`` ``/v1`` (none: all).
    """

    store: Path
    secret: str
    callback_secret: str
    key_id: str = "adulis"
    old_callback_secret: str | None = None
    callback_url: str | None = None
    callback_timeout_seconds: float = 5
    host: str = "127.0.0.1"
    port: int = 8001
    seed: int = 7
    profile: Profile = PROFILES["demo"]
    virtual_clock: bool = False
    starts_at: datetime | None = None
    failure_rate: float = 0.2
    nostro_paise: int = 10**11
    control_networks: tuple[Network, ...] = LOOPBACK
    allowed_networks: tuple[Network, ...] = ()


def read(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings of one start. The command line wins over the environment.

    Raises UnusableSetting; exits (argparse) with code 2 on a wrong command line.
    """
    given = _parser(environ).parse_args(arguments)
    for name in ("BANK_SECRET", "BANK_CALLBACK_SECRET"):
        if not environ.get(name):
            raise UnusableSetting(f"{name} is not set")
    if not environ["BANK_CALLBACK_SECRET"].startswith("whsec_"):
        raise UnusableSetting(
            "BANK_CALLBACK_SECRET begins with whsec_, as Standard Webhooks has it"
        )
    if given.profile not in PROFILES:
        raise UnusableSetting(f"BANK_PROFILE is one of {', '.join(PROFILES)}")
    if given.starts_at and given.starts_at.tzinfo is None:
        raise UnusableSetting("--starts-at wants a time zone: 2026-11-21T09:00:00+05:30")
    return Settings(
        store=given.store,
        secret=environ["BANK_SECRET"],
        callback_secret=environ["BANK_CALLBACK_SECRET"],
        key_id=environ.get("BANK_KEY_ID") or "adulis",
        old_callback_secret=environ.get("BANK_OLD_CALLBACK_SECRET") or None,
        callback_url=given.callback_url,
        callback_timeout_seconds=given.callback_timeout_seconds,
        host=given.host,
        port=given.port,
        seed=given.seed,
        profile=PROFILES[given.profile],
        virtual_clock=given.virtual_clock,
        starts_at=given.starts_at,
        failure_rate=given.failure_rate,
        nostro_paise=given.nostro_paise,
        control_networks=networks(environ.get("BANK_CONTROL_NETWORKS")) or LOOPBACK,
        allowed_networks=networks(environ.get("BANK_ALLOWED_NETWORKS")),
    )


def _parser(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulators.bank",
        description="A simulated bank with books of its own. See src/simulators/README.md.",
    )

    def option(
        name: str, variable: str, default: str | None, kind: Callable[[str], Any], does: str
    ) -> None:
        said = environ.get(variable) or default
        parser.add_argument(name, type=kind, default=said, help=f"{does} ({variable}; {said})")

    option("--host", "BANK_HOST", "127.0.0.1", str, "address to listen on")
    option("--port", "BANK_PORT", "8001", int, "port to listen on, 0 for any")
    option("--store", "BANK_STORE", "var/bank.sqlite3", Path, "the books")
    option("--seed", "BANK_SEED", "7", int, "what chance is drawn from")
    option("--callback-url", "BANK_CALLBACK_URL", None, str, "where callbacks go")
    option("--callback-timeout-seconds", "BANK_CALLBACK_TIMEOUT_SECONDS", "5", float, "patience")
    option("--failure-rate", "PAYOUT_BANK_FAILURE_RATE", "0.2", share, "share finally refused")
    option("--nostro-paise", "BANK_NOSTRO_PAISE", str(10**11), int, "opening of a new store")
    profile = environ.get("BANK_PROFILE") or "demo"
    parser.add_argument(
        "--profile", choices=sorted(PROFILES), default=profile, help=f"BANK_PROFILE ({profile})"
    )
    parser.add_argument(
        "--starts-at", type=datetime.fromisoformat, help="where a new store's clock begins"
    )
    parser.add_argument(
        "--virtual-clock", action="store_true", help="time stands still unless it is moved"
    )
    return parser
