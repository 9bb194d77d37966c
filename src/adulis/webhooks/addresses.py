"""Where webhooks may be sent: what an address may look like, and which machines are meant. Pure.

A merchant names the address and our server calls it, so whoever could name a machine of ours could
have it called (server-side request forgery). Hence https to a public name at a usual port, resolved
once, every answer public, and the connection made to what was looked at. How ``ipaddress`` sees the
world is not enough: in Python 3.11 ``is_global`` is true of multicast, NAT64, 6to4 and more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

LONGEST = 500
HTTP_PORT, HTTPS_PORT, PORTS = 80, 443, frozenset((443, 8443))
_LOOPBACK = {"localhost": "127.0.0.1", "127.0.0.1": "127.0.0.1"}
# Read by one reader, and told the other as it was read: two readers must not see two hosts. So no
# backslash, which browsers take for a slash, and no bracket.
_SHAPE = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#\\\[\]]*)"
    r"(?P<path>/[^?#\\]*)?(?P<question>\?[^#\\]*)?(?P<fragment>#.*)?"
)
_AUTHORITY = re.compile(r"(?P<host>[^:@]*)(?::(?P<port>[0-9]{1,5}))?")
_VISIBLE_ASCII = re.compile(r"[!-~]+")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?")
_LONGEST_NAME = 253

# IANA's registries of special-purpose addresses, and what is used up for something else.
_NOT_PUBLIC_4 = tuple(
    IPv4Network(each)
    for each in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' own
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local: where clouds tell machines their secrets
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",
    )
)
# Everything that is public lies in here; mapped, compatible, NAT64, unique local, link-local, site-
# local and multicast addresses do not.
_UNICAST_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(each)
    for each in (
        "2001::/23",  # Teredo, ORCHID, benchmarks: protocols, not places
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)


class Trouble(StrEnum):
    """What is wrong with an address."""

    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    NOT_HTTPS = "not_https"
    HAS_CREDENTIALS = "has_credentials"
    HAS_FRAGMENT = "has_fragment"
    NOT_A_NAME = "not_a_name"
    PORT_NOT_ALLOWED = "port_not_allowed"
    NOT_PUBLIC = "not_public"


IN_WORDS = {
    Trouble.UNREADABLE: "This is not an address; names in other scripts are written in Punycode.",
    Trouble.TOO_LONG: f"The address is longer than {LONGEST} characters.",
    Trouble.NOT_HTTPS: "The address has to begin with https://.",
    Trouble.HAS_CREDENTIALS: "No name and no password may stand in the address.",
    Trouble.HAS_FRAGMENT: "What stands behind # is never sent.",
    Trouble.NOT_A_NAME: "The host has to be a full name, such as hooks.example.com.",
    Trouble.PORT_NOT_ALLOWED: "The port has to be 443 or 8443.",
    Trouble.NOT_PUBLIC: "The name does not lead to public addresses only.",
}


class AddressRefused(ValueError):
    """Nothing is sent there; ``trouble`` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(IN_WORDS[trouble])
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Target:
    """An address, taken apart. ``is_local``: on this very machine, for development."""

    scheme: str
    host: str
    port: int
    path: str
    is_local: bool

    @property
    def authority(self) -> str:
        """What the header ``Host`` says."""
        usual = HTTP_PORT if self.scheme == "http" else HTTPS_PORT
        return self.host if self.port == usual else f"{self.host}:{self.port}"

    def pinned_to(self, address: str) -> str:
        """The same, at the machine with this address."""
        host = f"[{address}]" if ":" in address else address
        return f"{self.scheme}://{host}:{self.port}{self.path}"


def target_of(url: str, *, may_be_local: bool) -> Target:
    """The address taken apart, if it looks like one that may be called. Raises AddressRefused.

    ``may_be_local`` lets http to this machine itself pass, as ``localhost`` or ``127.0.0.1``.
    """
    if len(url) > LONGEST:
        raise AddressRefused(Trouble.TOO_LONG)
    shape = _SHAPE.fullmatch(url) if _VISIBLE_ASCII.fullmatch(url) else None
    if shape is None:
        raise AddressRefused(Trouble.UNREADABLE)
    if "@" in shape["authority"]:
        raise AddressRefused(Trouble.HAS_CREDENTIALS)
    if shape["fragment"] is not None:
        raise AddressRefused(Trouble.HAS_FRAGMENT)
    authority = _AUTHORITY.fullmatch(shape["authority"])
    if authority is None:
        raise AddressRefused(Trouble.UNREADABLE)
    scheme, host, port = shape["scheme"].lower(), authority["host"].lower(), authority["port"]
    path = (shape["path"] or "/") + (shape["question"] or "")
    if may_be_local and scheme == "http" and host in _LOOPBACK:
        return Target("http", host, int(port or HTTP_PORT), path, is_local=True)
    if scheme != "https":
        raise AddressRefused(Trouble.NOT_HTTPS)
    if not _is_full_name(host):
        raise AddressRefused(Trouble.NOT_A_NAME)
    if int(port or HTTPS_PORT) not in PORTS:
        raise AddressRefused(Trouble.PORT_NOT_ALLOWED)
    return Target("https", host, int(port or HTTPS_PORT), path, is_local=False)


def host_of(url: str) -> str:
    """The name in an address that was accepted once: all that others are told of it, since what
    stands behind the name may be a secret.
    """
    shape = _SHAPE.fullmatch(url)
    return "" if shape is None else shape["authority"].partition(":")[0].lower()


def machines_of(target: Target, resolved: Sequence[str]) -> list[str]:
    """The addresses to connect to, of those that the name was ``resolved`` to once.

    One that is not public spoils them all: whoever owns the name wants us there. Raises
    AddressRefused.
    """
    if target.is_local:
        return [_LOOPBACK[target.host]]
    if not resolved or not all(is_public(each) for each in resolved):
        raise AddressRefused(Trouble.NOT_PUBLIC)
    return list(dict.fromkeys(resolved))


def is_public(address: str) -> bool:
    """Whether this is the address of one machine in the public internet."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if not parsed.is_global:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _NOT_PUBLIC_4)
    return _is_public_6(parsed)


def _is_public_6(parsed: IPv6Address) -> bool:
    return (
        parsed.scope_id is None
        and parsed in _UNICAST_6
        and not any(parsed in network for network in _NOT_PUBLIC_6)
    )


def _is_full_name(host: str) -> bool:
    """A name with a dot in it, and nothing that anybody reads as an address: the last label of one
    (127.1, 0x7f.1, 2130706433) begins with a digit, that of a name never does.
    """
    labels = host.split(".")
    return (
        len(host) <= _LONGEST_NAME
        and len(labels) > 1
        and all(_LABEL.fullmatch(each) for each in labels)
        and labels[-1][0].isalpha()
    )
