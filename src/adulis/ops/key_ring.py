"""Changing the key ring of an instance: a file that every one of its processes reads again.

One step is enough there. A process looks at the file before it seals and before it opens, so
whoever seals under the new key has seen the file that holds it, and whoever meets such a value
later sees that file or a newer one. Several machines do not share a file like that: there a key
must be known to all before it seals for any, which takes two steps (``docs/keys.md``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from adulis.kernel import encryption
from adulis.ops.instance import Instance, Unusable, new_key, write_private
from adulis.ops.locks import locked

_NUMBERED = re.compile(r"k([0-9]+)")


def instance_here() -> Instance | None:
    """The instance whose key file this process uses; None where keys come from elsewhere."""
    folder = os.environ.get("ADULIS_DATA_DIR")
    if not folder or not settings.ENCRYPTION_KEYS_FILE:
        return None
    instance = Instance(Path(folder))
    ours = instance.key_ring.resolve() == Path(settings.ENCRYPTION_KEYS_FILE).resolve()
    return instance if ours else None


def add_key(
    instance: Instance,
    *,
    before: Callable[[bytes], None] | None = None,
    then: Callable[[], object] | None = None,
) -> str:
    """Put a new key in front, durably; returns its id. Raises Unusable.

    ``before`` is given the new ring's file before anybody uses it: what it raises is the end of it.

    ``then`` is done before anybody else may add one: of two who rotate at the same time, the second
    begins when the first is through.
    """
    with locked(instance.folder / "encryption-keys.lock"):
        ring = _read(instance)
        retired = _lines(instance.retired_keys)
        key_id = next_id([*ring, *retired])
        fresh = [f"{key_id}:{new_key()}", *ring]
        if before is not None:
            before(_text(fresh).encode())
        _write(instance, fresh)
        if then is not None:
            then()
    return key_id


def remove_key(instance: Instance, key_id: str) -> None:
    """Take a key out of the ring, and keep it with the retired ones. Raises Unusable."""
    with locked(instance.folder / "encryption-keys.lock"):
        ring = _read(instance)
        leaving = [each for each in ring if id_of(each) == key_id]
        staying = [each for each in ring if id_of(each) != key_id]
        if not leaving or ring[0] in leaving:
            raise Unusable(f"{key_id} is not a key of this ring that could leave it.")
        kept = _lines(instance.retired_keys)
        # First kept, then gone: between the two it is in both, which harms nobody.
        lines = [*kept, *(each for each in leaving if each not in kept)]
        write_private(instance.retired_keys, "\n".join(lines) + "\n")
        _write(instance, staying)


def next_id(keys: Sequence[str]) -> str:
    """``k3`` after ``k1`` and ``k2``: an id that no key has or ever had."""
    numbers = [int(found[1]) for each in keys if (found := _NUMBERED.fullmatch(id_of(each)))]
    return f"k{max(numbers, default=len(keys)) + 1}"


def id_of(key: str) -> str:
    return key.partition(":")[0]


def _read(instance: Instance) -> list[str]:
    owner = instance.key_ring.stat().st_uid
    if owner != os.geteuid():
        # As root we could, and would leave a file that its processes cannot read.
        raise Unusable(f"{instance.key_ring} belongs to another account: run as its owner.")
    return _lines(instance.key_ring)


def _lines(path: Path) -> list[str]:
    return list(encryption.parse_keys(path.read_text())) if path.is_file() else []


def _write(instance: Instance, ring: Sequence[str]) -> None:
    encryption.require_usable(tuple(ring))
    write_private(instance.key_ring, _text(ring))


def _text(ring: Sequence[str]) -> str:
    return "\n".join(ring) + "\n"
