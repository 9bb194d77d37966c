"""What a newcomer is told when everything runs: where to go, and as whom."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

from rich.markup import escape
from rich.table import Table

from adulis.ops.instance import Instance
from adulis.ops.web import WebApp


def where_to_go(instance: Instance, base_url: str, simulator_url: str, gateway_url: str) -> Table:
    """Every address, every login, and where the files are."""
    table = Table.grid(padding=(0, 2))
    places = [("API", "/api/v1/docs/"), ("Back office", "/admin/")]
    if WebApp().is_there:
        places.insert(0, ("Web app", "/"))
    for name, path in places:
        table.add_row(f"  {name}", f"[bold]{base_url}{path}[/]")
    table.add_row("  Simulated bank", simulator_url)
    table.add_row("  Payment gateway", gateway_url)
    for name, login in _logins(instance.demo_file):
        table.add_row(f"  {name}", escape(login))
    # What is in .env has been read into the environment by now.
    server = urlsplit(os.environ.get("EMAIL_URL", "")).hostname
    table.add_row("  Letters", f"by {server}" if server else f"{instance.letters}/*.eml")
    table.add_row("  Files", str(instance.folder))
    return table


def _logins(demo_file: Path) -> list[tuple[str, str]]:
    if not demo_file.is_file():
        return []
    demo = json.loads(demo_file.read_text())
    people = (("Merchant login", demo["demo_user"]), ("Operator login", demo["operator"]))
    return [(name, f"{who['email']}  {who['password']}") for name, who in people]
