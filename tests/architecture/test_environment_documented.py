"""``.env.example`` lists every name the programs read, each with its meaning, and no other."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLE = (REPOSITORY / ".env.example").read_text().splitlines()
# Names of the system and of Django, and one that ./adulis sets for its own commands.
NOT_OURS = {"PATH", "HOME", "PYTHONPATH", "DJANGO_SETTINGS_MODULE", "ADULIS_DATA_DIR"}
_ENTRY = re.compile(r"(?:# )?([A-Z][A-Z0-9_]*)=(.*)")
_READ_IN_PYTHON = re.compile(
    r"""(?:\benv\.\w+\(|Env\(\)\.\w+\(|environ(?:ment)?\.get\(|environ\[)\s*"([A-Z][A-Z0-9_]+)\""""
    r"""|\b(?:option\(\s*"--[\w-]+",\s*)"([A-Z][A-Z0-9_]+)\""""
)
_READ_IN_SHELL = re.compile(r"\$\{(ADULIS_[A-Z_]+)")
_READ_IN_NODE = re.compile(r"\bprocess\.env\.([A-Z][A-Z0-9_]+)")


def documented() -> list[str]:
    return [found[1] for line in EXAMPLE if (found := _ENTRY.fullmatch(line))]


def read_by_programs() -> set[str]:
    names: set[str] = set()
    sources = [*(REPOSITORY / "src").rglob("*.py"), REPOSITORY / "tests" / "databases.py"]
    for path in sources:
        for found in _READ_IN_PYTHON.finditer(path.read_text()):
            names.add(found[1] or found[2])
    names |= set(_READ_IN_SHELL.findall((REPOSITORY / "adulis").read_text()))
    names |= set(_READ_IN_NODE.findall((REPOSITORY / "web" / "vite.config.ts").read_text()))
    return names - NOT_OURS


def test_every_name_that_is_read_is_documented_and_every_documented_name_is_read() -> None:
    assert set(documented()) == read_by_programs()


def test_every_name_is_documented_once_and_says_what_it_means() -> None:
    assert len(documented()) == len(set(documented()))
    for above, line in pairwise(EXAMPLE):
        if _ENTRY.fullmatch(line):
            assert above.startswith("# "), line
            assert above.endswith("."), f"{line}: its meaning is a sentence"
