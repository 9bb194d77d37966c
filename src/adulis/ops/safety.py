"""What no server of ours starts with: keys that are missing or everybody's, DEBUG before strangers.

``doctor`` says the same and more, to whoever asks; this is for whoever did not.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from adulis.kernel import encryption, redis
from adulis.ops.instance import NO_SECRET

SHORTEST_SECRET = 40
FEWEST_CHARACTERS = 6
# Secrets of examples, of what Django generates for a start, and of building an image.
_EVERYBODYS = ("django-insecure", "none-while-building", "changeme", "change-me", "change_me")
_NEEDED = {
    "API_KEY_PEPPER": "a stolen table of API keys could be guessed offline",
    "BANK_SECRET": "calls to the bank are not signed",
    "BANK_CALLBACK_SECRETS": "callbacks of the bank are refused, and only enquiry settles",
    "PAYMENT_GATEWAY_SECRET": "calls to the payment gateway are not signed",
    "PAYMENT_GATEWAY_WEBHOOK_SECRETS": "webhooks of the payment gateway are refused",
}


class UnsafeSettings(ImproperlyConfigured):
    """Nothing was opened, and nothing was started."""


@dataclass(frozen=True, slots=True)
class Danger:
    """``about`` is a setting's name; ``says`` what is wrong with it; ``remedy`` what to do."""

    about: str
    says: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.about}: {self.says}. {self.remedy}"


def require_safe_settings() -> None:
    """For whoever starts a server: return if that is safe. Raises UnsafeSettings, naming all."""
    if found := [str(each) for each in dangers()]:
        raise UnsafeSettings("\n".join(["Not started, since", *found]))


def dangers() -> Iterator[Danger]:
    """Why no server may start with these settings; none: it may."""
    yield from _guessable("SECRET_KEY", settings.SECRET_KEY)
    for former in settings.SECRET_KEY_FALLBACKS:
        yield from _guessable("SECRET_KEY_FALLBACKS", former)
    try:
        encryption.require_usable(encryption.configured_keys())
    except encryption.KeyRingInvalid as reason:
        yield Danger("ENCRYPTION_KEYS", str(reason), "Make one with: openssl rand -base64 32")
    if not _is_key(settings.BLIND_INDEX_KEY):
        yield Danger(
            "BLIND_INDEX_KEY", "it is not base64 of 32 bytes", "Use: openssl rand -base64 32"
        )
    for name, why in _NEEDED.items():
        if not getattr(settings, name):
            yield Danger(name, f"it is not set: {why}", "Set it to 32 random bytes.")
    try:
        redis.shared()
    except ValueError as reason:
        yield Danger("REDIS_URL", f"it is no address: {reason}", "redis://:password@host:6379/0")
    yield from _debugging()


def _guessable(about: str, secret: str) -> Iterator[Danger]:
    if secret == NO_SECRET:
        yield Danger(about, "it is not set", "Set it to 50 random characters.")
    elif any(each in secret.lower() for each in _EVERYBODYS):
        yield Danger(about, "everybody knows it", "Use 50 random characters.")
    elif len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS:
        yield Danger(about, "it is short or repeats itself", "Use 50 random characters.")


def _debugging() -> Iterator[Danger]:
    if not settings.DEBUG:
        return
    strangers = [each for each in settings.ALLOWED_HOSTS if not _is_this_machine(each)]
    if strangers:
        yield Danger(
            "DEBUG",
            "errors show source code and settings to whoever comes by"
            f" {', '.join(strangers)} (ALLOWED_HOSTS)",
            "Unset DEBUG.",
        )
    elif settings.ADULIS_MODE == "live":
        yield Danger("DEBUG", "it has no place where money is real", "Unset DEBUG.")


def _is_this_machine(host: str) -> bool:
    if host in ("localhost", ".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_key(encoded: str) -> bool:
    try:
        return len(b64decode(encoded, validate=True)) == 32
    except (NotBase64, ValueError):
        return False
