"""(f) Webhooks taken in per second, all of them new and half of them told before, beside pgbench.

Messages are signed in advance and sent by wrk to the web tier that production runs; each is
verified, sealed and committed before it is answered. pgbench inserts the same rows, and looks up
those that were told before: the ceiling of any program above this database.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from standardwebhooks.webhooks import Webhook

from bench.report import Table
from bench.stage import Stage, process, stage, web_command

PORT = 18_433
CLIENTS = (1, 8, 32)
SECONDS = 6
# More than can be taken in meanwhile: none comes again unless it is meant to.
MOST_MESSAGES = 20_000
# How many others come in between when a message is told again.
APART = 50
_DIGITS = 20

_WRK = """
local heads, bodies, count = {}, {}, 0
for line in io.lines("%(messages)s") do
  count = count + 1
  local id, at, signature, body = line:match("(%%S+) (%%S+) (%%S+) (.+)")
  heads[count] = {["Content-Type"] = "application/json", ["webhook-id"] = id,
                  ["webhook-timestamp"] = at, ["webhook-signature"] = signature}
  bodies[count] = body
end
local sent, told = 0, 0
request = function()
  sent = sent + 1
  local n
  if %(repeats)s and sent %% 2 == 0 and told > %(apart)d then
    n = told - %(apart)d
  else
    told = told + 1
    n = told
  end
  return wrk.format("POST", "/api/v1/gateway-callbacks/simgate/", heads[n], bodies[n])
end
"""
_INSERT = r"""
INSERT INTO gateways_callback (id, speaker, bank, event_id, type, reference, effect, body_sealed,
                               body_digest, received_at, state, note, due_at, claim_count)
VALUES (gen_random_uuid(), 'gateway', 'pgbench', 'evt_' || gen_random_uuid(), 'payment.captured',
        'pay_' || gen_random_uuid(), 'payment.captured:' || repeat('ab', 32),
        repeat('x', %(sealed)d), '\x%(digest)s', now(), 'received', '', now(), 0)
ON CONFLICT DO NOTHING;
"""
_LOOK_UP = """
\\set n random(1, 1000)
SELECT body_digest FROM gateways_callback WHERE bank = 'pgbench' AND event_id = 'evt_' || :n;
"""


def measure() -> Table:
    """Both sides at each number of connections, in turn, on one server."""
    if shutil.which("wrk") is None:
        raise RuntimeError("wrk is missing: apt-get install -y wrk")
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
    rows = []
    with stage(PAYMENT_GATEWAY_WEBHOOK_SECRETS=secret) as made:
        command = web_command(PORT)
        with process(made, command, ready_url=f"http://127.0.0.1:{PORT}/healthz"):
            _taken(made, secret, "warm", clients=8, seconds=2, repeats=False)
            for repeats in (False, True):
                scripts = _scripts(made, repeats=repeats)
                for clients in CLIENTS:
                    ceiling = made.pgbench(scripts, clients=clients, seconds=SECONDS)
                    run = f"{clients}-{repeats}"
                    reached, p99 = _taken(
                        made, secret, run, clients=clients, seconds=SECONDS, repeats=repeats
                    )
                    rows.append(
                        ("half" if repeats else "none", str(clients), f"{reached:,.0f}", p99,
                         f"{ceiling:,.0f}", f"{reached / ceiling:.2f}")
                    )  # fmt: skip
    return Table(
        "Webhooks of the payment gateway taken in per second",
        ("told before", "connections", "webhooks/s", "p99", "pgbench tx/s", "ratio"),
        rows,
        note=(
            "Signature, sealing and commit included. pgbench inserts such a row with its indexes,"
            " and where half was told before looks up a row in every second transaction."
        ),
    )


def _scripts(made: Stage, *, repeats: bool) -> list[Path]:
    insert, look_up = made.folder / "webhook.sql", made.folder / "told-before.sql"
    # A sealed body is base64 of the body, with its nonce and tag.
    sealed = len(_body("0" * _DIGITS)) * 4 // 3 + 60
    insert.write_text(_INSERT.strip() % {"sealed": sealed, "digest": "ab" * 32} + "\n")
    look_up.write_text(_LOOK_UP.strip() + "\n")
    return [insert, look_up] if repeats else [insert]


def _taken(
    made: Stage, secret: str, run: str, *, clients: int, seconds: int, repeats: bool
) -> tuple[float, str]:
    """Webhooks per second, and the 99th percentile of their answers."""
    messages, lua = made.folder / f"webhooks-{run}.txt", made.folder / f"webhooks-{run}.lua"
    messages.write_text(_messages(secret, run))
    lua.write_text(_WRK % {"messages": messages, "repeats": str(repeats).lower(), "apart": APART})
    told = subprocess.run(
        ["wrk", "-t", "1", "-c", str(clients), "-d", f"{seconds}s", "--latency", "-s", str(lua),
         f"http://127.0.0.1:{PORT}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in told:
        raise RuntimeError(f"the web tier refused webhooks:\n{told}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    p99 = re.search(r"99%\s+(\S+)", told)
    assert rate is not None
    assert p99 is not None
    return float(rate[1]), p99[1]


def _messages(secret: str, run: str) -> str:
    """Event id, time, signature and body of each, one a line."""
    signing, at = Webhook(secret), datetime.now(UTC)
    lines = []
    for number in range(MOST_MESSAGES):
        event_id, body = f"evt_{run}_{number}", _body(f"{run}_{number}".rjust(_DIGITS, "0"))
        signature = signing.sign(event_id, at, body)
        lines.append(f"{event_id} {int(at.timestamp())} {signature} {body}")
    return "\n".join(lines) + "\n"


def _body(name: str) -> str:
    """A capture as the gateway tells it."""
    moment = "2026-11-26T10:00:00+00:00"
    payer = {"name": "Sandbox Payer", "card_last4": "4242", "card_network": "Visa"}
    data = {
        "id": f"pay_{name}",
        "intent_id": f"pi_{name}",
        "client_reference": name,
        "amount_minor": 50_000,
        "currency": "INR",
        "fee_minor": 1_000,
        "tax_minor": 180,
        "method": "card",
        "status": "captured",
        "failure": None,
        "payer": payer | {"account_last4": None, "ifsc": None, "vpa": None},
        "captured_at": moment,
        "created_at": moment,
    }
    return json.dumps({"type": "payment.captured", "timestamp": moment, "data": data})
