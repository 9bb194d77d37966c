"""How much memory processes hold."""

from __future__ import annotations

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


def _status(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text().splitlines()
    except OSError:  # ended meanwhile
        return {}
    return dict(line.split(":", 1) for line in lines if ":" in line)


def _kilobytes(fields: dict[str, str]) -> int:
    return int(fields["VmRSS"].split()[0])
