"""``./adulis check patterns``: what is dangerous here and what no other tool asks.

Semgrep reads the source by the rules in ``tests/architecture/semgrep``, each with its reason and
its exceptions. Nothing is fetched and nothing is told to anybody. It lives in ``.venv.semgrep``,
made when it is first needed: it pins libraries that the platform uses as well (ADR 25).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from adulis.ops import bootstrap

HOME = Path(__file__).resolve().parents[3]
RULES = HOME / "tests" / "architecture" / "semgrep"
TARGETS = ("src", "web/src")
_CERTIFICATES = "lib/python*/site-packages/certifi/cacert.pem"
ENVIRONMENT = HOME / bootstrap.APART["semgrep"]


def main() -> int:
    """Look through the source. Returns 1 for a finding, more where it could not be looked at."""
    if failed := bootstrap.main(HOME, "semgrep"):
        return failed
    return subprocess.run(
        command("--quiet", *TARGETS), cwd=HOME, env=environment(), check=False
    ).returncode


def command(*more: str) -> list[str]:
    """Semgrep with our rules and nobody else's; comments in the source silence nothing."""
    return [
        str(ENVIRONMENT / "bin" / "semgrep"),
        "scan",
        f"--config={RULES}",
        "--metrics=off",
        "--disable-version-check",
        "--disable-nosem",
        "--error",
        # What could not be read was not looked at.
        "--strict",
        # On a busy machine a rule takes long, and is right all the same.
        "--timeout=0",
        *more,
    ]


def environment(place: Path = ENVIRONMENT) -> dict[str, str]:
    """What it keeps for itself stays in its environment, and it asks for no news."""
    kept = place / "state"
    # It asks nobody anything, and dies all the same where the system keeps no certificates.
    certificates = [("SSL_CERT_FILE", str(each)) for each in place.glob(_CERTIFICATES)]
    return {
        **dict(certificates),
        **os.environ,
        "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "SEMGREP_SEND_METRICS": "off",
        "SEMGREP_ENABLE_VERSION_CHECK": "0",
        "SEMGREP_SETTINGS_FILE": str(kept / "settings.yml"),
        "SEMGREP_LOG_FILE": str(kept / "semgrep.log"),
        "SEMGREP_VERSION_CACHE_PATH": str(kept / "version"),
    }


if __name__ == "__main__":
    sys.exit(main())
