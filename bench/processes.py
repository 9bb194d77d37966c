"""How much memory processes hold, and how much CPU they have used."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def resident_mb(pid: int) -> int:
    """Resident memory of one process, in MB."""
    return _kilobytes(_status(Path(f"/proc/{pid}/status"))) // 1024


def children_mb(parent: int) -> list[int]:
    """Resident memory of each process that ``parent`` started, in MB."""
    told = [_status(path) for path in Path("/proc").glob("[0-9]*/status")]
    return [
        _kilobytes(fields) // 1024
        for fields in told
        if fields.get("PPid", "").strip() == str(parent) and "VmRSS" in fields
    ]


def cpu_seconds(parent: int) -> float:
    """CPU that a process, those it has started and those of them that ended have used so far."""
    own = _times(parent)
    return (sum(own) + sum(sum(_times(pid)[:2]) for pid in _children(parent))) / _TICKS


def server_cpu_seconds(backend: int) -> float:
    """The same of the server that a PostgreSQL backend belongs to, to the microsecond.

    None of its processes has a second thread, which the scheduler's count of one leaves out.
    """
    server = parent_of(backend)
    spent = sum(_times(server)[2:]) / _TICKS
    for pid in _children(server):
        with suppress(FileNotFoundError, ProcessLookupError):  # ended meanwhile
            spent += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return spent


def parent_of(pid: int) -> int:
    """Who started it: of a PostgreSQL backend, the server."""
    return int(_status(Path(f"/proc/{pid}/status"))["PPid"])


def _children(parent: int) -> list[int]:
    told = [_status(path) for path in Path("/proc").glob("[0-9]*/status")]
    return [int(fields["Pid"]) for fields in told if fields.get("PPid", "").strip() == str(parent)]


def _times(pid: int) -> list[int]:
    """User and system time, its own and of its children that ended, in ticks (proc(5))."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # ended meanwhile
        return [0, 0, 0, 0]
    return [int(each) for each in after_name[11:15]]


_TICKS = os.sysconf("SC_CLK_TCK")


def _status(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text().splitlines()
    except OSError:  # ended meanwhile
        return {}
    return dict(line.split(":", 1) for line in lines if ":" in line)


def _kilobytes(fields: dict[str, str]) -> int:
    return int(fields["VmRSS"].split()[0])
