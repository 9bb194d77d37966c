"""What ``./adulis doctor`` looks at: settings, the database, its roles, the machine, the workers.

Every question returns findings of a level, as ``ops.findings`` has them.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from adulis.kernel import db, encryption, redis
from adulis.ledger import queries as ledger
from adulis.ledger.errors import SealKeyInvalid
from adulis.mail import queries as letters
from adulis.ops import counters, indexes, safekeeping, safety
from adulis.ops.binaries import OLDEST_MAJOR
from adulis.ops.findings import Finding, Level, broken, fine, weak
from adulis.ops.instance import DEFAULT_DATA_DIRECTORY

FREE_BYTES_WANTED = 2 * 1_073_741_824
HEARTBEAT_LATE_SECONDS = 30
LETTER_LATE_SECONDS = 15 * 60
SEAL_LATE_SECONDS = 30


def examine() -> list[Finding]:
    """Everything worth knowing, settings first. What needs a database is asked if there is one."""
    findings = [*_secrets(), *_web(), *_machine(), *_redis()]
    try:
        db.fetch_value("SELECT 1")
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        remedy = "Start ./adulis up, name its --data-dir, or set DATABASE_URL."
        return [*findings, broken("database", f"it does not answer: {reason}", remedy)]
    for question in DATABASE_QUESTIONS:
        findings += question()
    return findings


# --- Settings ------------------------------------------------------------------------------------


def _secrets() -> Iterator[Finding]:
    found = list(safety.dangers())
    yield from (broken(each.about, each.says, each.remedy) for each in found)
    ailing = {each.about for each in found}
    if "SECRET_KEY" not in ailing:
        yield fine("SECRET_KEY", "is set")
    if "ENCRYPTION_KEYS" not in ailing:
        keys = encryption.configured_keys()
        yield fine("ENCRYPTION_KEYS", f"{len(keys)}, new values under {keys[0].partition(':')[0]}")


def _web() -> Iterator[Finding]:
    if settings.ADULIS_MODE not in ("sandbox", "live"):
        yield broken("ADULIS_MODE", f"{settings.ADULIS_MODE!r}", "Say sandbox or live.")
    if settings.DEBUG and not any(each.about == "DEBUG" for each in safety.dangers()):
        yield weak("DEBUG", "errors show source code and settings", "Unset DEBUG.")
    if "*" in settings.ALLOWED_HOSTS:
        yield weak("ALLOWED_HOSTS", "any Host header is believed", "List the names you serve.")
    if not settings.SESSION_COOKIE_SECURE:
        yield weak(
            "COOKIES_SECURE", "cookies also travel over plain HTTP", "Serve TLS and unset it."
        )
    if settings.ADULIS_MODE == "live" and not settings.PUBLIC_URL.startswith("https://"):
        yield weak(
            "PUBLIC_URL",
            f"links in letters begin with {settings.PUBLIC_URL}",
            "Set it to where people reach the web app, with https://.",
        )
    if settings.ADULIS_MODE == "live" and not settings.EMAIL_URL:
        yield broken(
            "EMAIL_URL",
            "no letter leaves this machine: nobody can confirm an address or reset a password",
            "Set it to your mail server: smtp+tls://user:password@host:587.",
        )
    if not settings.PLATFORM_GSTIN:
        yield weak(
            "PLATFORM_GSTIN",
            "fees are charged, and no tax invoice or credit note for them is issued",
            "Set it with PLATFORM_LEGAL_NAME and PLATFORM_ADDRESS.",
        )
    if settings.ADULIS_MODE == "live" and not settings.BANK_PROFILE.startswith("npci"):
        yield broken(
            "BANK_PROFILE",
            f"{settings.BANK_PROFILE}: enquiries would begin before a real bank can know",
            "Unset it: live needs the real timings.",
        )


def _machine() -> Iterator[Finding]:
    yield fine("Python", sys.version.split()[0])
    folder = DEFAULT_DATA_DIRECTORY if DEFAULT_DATA_DIRECTORY.is_dir() else Path("/")
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES_WANTED:
        yield weak("disk", f"{free // 1_048_576} MB are free at {folder}", "Make room.")
    else:
        yield fine("disk", f"{free // 1_073_741_824} GB are free at {folder}")


def _redis() -> Iterator[Finding]:
    try:
        shared = redis.shared()
        if shared is not None:
            yield fine("Redis", shared.version())
    except redis.RedisAway as away:
        yield weak(
            "Redis",
            f"it does not answer ({away.__cause__ or 'nor did it just before'}):"
            " the database counts limits in its place",
            "See whether it runs and REDIS_URL is right, or unset REDIS_URL.",
        )
    except ValueError:
        return  # no URL, which safety.dangers has said


# --- The database --------------------------------------------------------------------------------


def _server() -> Iterator[Finding]:
    version = str(db.fetch_value("SHOW server_version"))
    major = int(db.fetch_value("SHOW server_version_num")) // 10_000
    if major < OLDEST_MAJOR:
        yield broken("PostgreSQL", f"{version}", f"{OLDEST_MAJOR} or newer is needed.")
    else:
        yield fine("PostgreSQL", version)
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        if db.fetch_value(f"SHOW {setting}") == "off":
            yield broken(
                setting, "off: a crash loses acknowledged payouts", f"ALTER SYSTEM SET {setting}=on"
            )
    if db.fetch_value("SHOW data_checksums") == "off":
        yield weak("data_checksums", "off: a failing disk is not noticed", "Use pg_checksums.")
    row = db.fetch_row(
        "SELECT inet_client_addr(), (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid())"
    )
    address, encrypted = row or (None, False)
    if address and not str(address).startswith(("127.", "::1")) and not encrypted:
        yield weak("database TLS", "the connection is not encrypted", "Add ?sslmode=verify-full")


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield broken(
            "migrations",
            f"{len(waiting)} are not applied, first {waiting[0][0]}",
            "./adulis migrate",
        )
    else:
        yield fine("migrations", "all applied")


def _counter() -> Iterator[Finding]:
    """A dump in a server that counts from the beginning: what is written there is left out."""
    if found := counters.behind():
        yield broken("transactions", found.says, found.remedy)
    else:
        yield fine("transactions", "the server counts on from what was recorded")


def _indexes() -> Iterator[Finding]:
    """One that is not valid answers no question; a unique one keeps nothing unique."""
    found = indexes.broken_off()
    for each in found:
        yield Finding(
            Level.BROKEN if each.is_unique else Level.WEAK,
            "indexes",
            f"{each.name} is not valid: it is being built, or that was broken off",
            "If no migration runs: ./adulis migrate",
        )
    if not found:
        yield fine("indexes", "all valid")


def _roles() -> Iterator[Finding]:
    """The application must not be able to rewrite the past, whoever holds its password."""
    row = db.fetch_row("SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user")
    name, is_superuser = row or ("?", True)
    remedy = "Give DATABASE_URL a role of its own, DATABASE_OWNER_URL the owner; ./adulis migrate."
    if is_superuser:
        yield weak("database role", f"{name} is a superuser: it may do anything", remedy)
        return
    can = db.fetch_all(
        """
        SELECT c.relname,
               pg_has_role(current_user, c.relowner, 'USAGE') AS owns,
               has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE') AS changes
          FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid
          JOIN pg_proc p ON p.oid = t.tgfoid AND p.proname = 'adulis_refuse_change'
         WHERE c.relkind IN ('r', 'p') GROUP BY c.oid, c.relname, c.relowner ORDER BY c.relname
        """
    )
    owned = [table for table, owns, _ in can if owns]
    changeable = [table for table, _, changes in can if changes]
    if owned:
        yield weak(
            "database role",
            f"{name} owns {owned[0]}, so it could drop the triggers that keep it append-only",
            remedy,
        )
    elif changeable:
        yield broken(
            "database role", f"{name} may change {changeable[0]}, which is append-only", remedy
        )
    else:
        yield fine("database role", f"{name} cannot change what is append-only")
    if db.fetch_value("SHOW lock_timeout") == "0":
        yield weak(
            "lock_timeout",
            "none: one stuck transaction keeps requests waiting for ever",
            f"ALTER ROLE {name} SET lock_timeout = '3s'",
        )


def _connections() -> Iterator[Finding]:
    allowed = int(db.fetch_value("SHOW max_connections"))
    pool = settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"]
    if pool * 4 > allowed:
        yield weak(
            "connections",
            f"pools of {pool} and max_connections of {allowed} leave room for few processes",
            "Lower DB_POOL_MAX or raise max_connections.",
        )


def _workers() -> Iterator[Finding]:
    alive = db.fetch_value(
        "SELECT count(*) FROM ops_heartbeat"
        " WHERE seen_at > adulis_clock() - make_interval(secs => %s)",
        [HEARTBEAT_LATE_SECONDS],
    )
    if not alive:
        yield broken(
            "worker",
            f"none was seen in the last {HEARTBEAT_LATE_SECONDS} s: payouts are taken, not sent",
            "./adulis worker",
        )
    else:
        yield fine("worker", f"{alive} running")


def _seals() -> Iterator[Finding]:
    """Until it is sealed, an entry could be rewritten unseen by whoever may switch guards off."""
    remedy = "Make one with: openssl rand -base64 32"
    try:
        if not ledger.seal_keys():
            said = "seals of the ledger are not signed: anybody could have made them"
            yield weak("LEDGER_SEAL_KEYS", said, remedy)
    except SealKeyInvalid as reason:
        yield broken("LEDGER_SEAL_KEYS", str(reason), remedy)
    if settings.ADULIS_MODE == "live" and not settings.LEDGER_HEADS_TO:
        yield weak(
            "LEDGER_HEADS_TO",
            "heads of the ledger stay here: a superuser could rewrite them with the book",
            "Name a file or a server that the database's administrators cannot rewrite.",
        )
    lag = ledger.seal_lag()
    if lag.seconds > SEAL_LATE_SECONDS:
        yield weak(
            "ledger seals",
            f"{lag.count} entries are not sealed, the oldest for {lag.seconds} s",
            "Look for a transaction that stays open, and for ledger.seals in the worker's log.",
        )
    else:
        yield fine("ledger seals", f"{lag.seconds} s behind the book")


def _clock() -> Iterator[Finding]:
    ahead = db.fetch_value("SELECT ahead FROM timers_sandbox_clock")
    if ahead and settings.ADULIS_MODE == "live":
        yield broken("clock", f"it runs {ahead} ahead in a live installation", "Set ahead to 0.")
    elif ahead:
        yield fine("clock", f"the sandbox runs {ahead} ahead")


def _letters() -> Iterator[Finding]:
    bag = letters.postbag_for_operator()
    if bag.failed:
        yield weak(
            "letters",
            f"{bag.failed} were given up",
            "See last_error of mail_letter in the back office; retry_letter sends one again.",
        )
    if bag.oldest_at and (db.clock() - bag.oldest_at).total_seconds() > LETTER_LATE_SECONDS:
        yield weak(
            "letters",
            f"{bag.waiting} wait, the oldest since {bag.oldest_at:%Y-%m-%d %H:%M}",
            "See whether a worker runs and the server of EMAIL_URL answers.",
        )


DATABASE_QUESTIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _server,
    _counter,
    _roles,
    _connections,
    _migrations,
    _indexes,
    _clock,
    _workers,
    _letters,
    _seals,
    safekeeping.examined,
)
