"""What this gateway is told when it starts: from the command line and the environment."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from simulators.gateway.profiles import PROFILES, Profile
from simulators.ground.starting import LOOPBACK, Network, UnusableSetting, networks, share


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is fixed while the gateway runs.

    ``key_id`` and ``secret`` are the platform's, ``webhook_secret`` (``whsec_…``) signs what the
    gateway says. Payers' browsers reach the checkout page below ``public_url``; ``bank_url`` is
    the simulated bank that payouts are paid into, if there is one.
    """

    store: Path
    secret: str
    webhook_secret: str
    key_id: str = "adulis"
    old_webhook_secret: str | None = None
    webhook_url: str | None = None
    webhook_timeout_seconds: float = 5
    public_url: str | None = None
    bank_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8002
    seed: int = 11
    profile: Profile = PROFILES["demo"]
    virtual_clock: bool = False
    starts_at: datetime | None = None
    failure_rate: float = 0
    control_networks: tuple[Network, ...] = LOOPBACK
    allowed_networks: tuple[Network, ...] = ()


def read(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings of one start. The command line wins over the environment.

    Raises UnusableSetting; exits (argparse) with code 2 on a wrong command line.
    """
    given = _parser(environ).parse_args(arguments)
    for name in ("PAYMENT_GATEWAY_SECRET", "SIMGATE_WEBHOOK_SECRET"):
        if not environ.get(name):
            raise UnusableSetting(f"{name} is not set")
    if not environ["SIMGATE_WEBHOOK_SECRET"].startswith("whsec_"):
        raise UnusableSetting(
            "SIMGATE_WEBHOOK_SECRET begins with whsec_, as Standard Webhooks has it"
        )
    if given.profile not in PROFILES:
        raise UnusableSetting(f"SIMGATE_PROFILE is one of {', '.join(PROFILES)}")
    if given.starts_at and given.starts_at.tzinfo is None:
        raise UnusableSetting("--starts-at wants a time zone: 2026-11-21T09:00:00+05:30")
    return Settings(
        store=given.store,
        secret=environ["PAYMENT_GATEWAY_SECRET"],
        webhook_secret=environ["SIMGATE_WEBHOOK_SECRET"],
        key_id=environ.get("PAYMENT_GATEWAY_KEY_ID") or "adulis",
        old_webhook_secret=environ.get("SIMGATE_OLD_WEBHOOK_SECRET") or None,
        webhook_url=given.webhook_url,
        webhook_timeout_seconds=given.webhook_timeout_seconds,
        public_url=given.public_url,
        bank_url=given.bank_url,
        host=given.host,
        port=given.port,
        seed=given.seed,
        profile=PROFILES[given.profile],
        virtual_clock=given.virtual_clock,
        starts_at=given.starts_at,
        failure_rate=given.failure_rate,
        control_networks=networks(environ.get("SIMGATE_CONTROL_NETWORKS")) or LOOPBACK,
        allowed_networks=networks(environ.get("SIMGATE_ALLOWED_NETWORKS")),
    )


def _parser(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulators.gateway",
        description="A simulated payment gateway with its own books. See src/simulators/README.md.",
    )

    def option(
        name: str, variable: str, default: str | None, kind: Callable[[str], Any], does: str
    ) -> None:
        said = environ.get(variable) or default
        parser.add_argument(name, type=kind, default=said, help=f"{does} ({variable}; {said})")

    option("--host", "SIMGATE_HOST", "127.0.0.1", str, "address to listen on")
    option("--port", "SIMGATE_PORT", "8002", int, "port to listen on, 0 for any")
    option("--store", "SIMGATE_STORE", "var/gateway.sqlite3", Path, "the books")
    option("--seed", "SIMGATE_SEED", "11", int, "what chance is drawn from")
    option("--webhook-url", "SIMGATE_WEBHOOK_URL", None, str, "where webhooks go")
    option("--webhook-timeout-seconds", "SIMGATE_WEBHOOK_TIMEOUT_SECONDS", "5", float, "patience")
    option("--public-url", "SIMGATE_PUBLIC_URL", None, str, "what checkout pages are below")
    option("--bank-url", "SIMGATE_BANK_URL", None, str, "the simulated bank payouts go to")
    option("--failure-rate", "SIMGATE_FAILURE_RATE", "0", share, "share of payments declined")
    option("--profile", "SIMGATE_PROFILE", "demo", str, "demo or npci")
    parser.add_argument(
        "--starts-at", type=datetime.fromisoformat, help="where a new store's clock begins"
    )
    parser.add_argument(
        "--virtual-clock", action="store_true", help="time stands still unless it is moved"
    )
    return parser
