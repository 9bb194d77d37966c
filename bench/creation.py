"""(a) ``POST /payouts/`` per second, beside pgbench with the same statements on the same server.

The web tier is what production runs: granian with two workers of four threads, durable commits,
limiter, idempotency, encryption. pgbench sends the statements one request sends, in the same
transactions, and does none of the rest: the ceiling of any program above this database.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.processes import children_mb
from bench.report import Table
from bench.stage import Stage, process, stage, web_command

PORT = 18_431
MERCHANTS = 64
CLIENTS = (1, 8, 32)
SECONDS = 8

_WRK = """
local bodies, keys, count = {}, {}, 0
for line in io.lines("%(world)s") do
  count = count + 1
  local id, key = line:match("(%%S+) (%%S+)")
  bodies[count] = '{"amount_paise":10000,"bank_account_id":"' .. id .. '"}'
  keys[count] = key
end
local threads = 0
function setup(thread) thread:set("seed", os.time() * 1000 + threads); threads = threads + 1 end
function init() math.randomseed(seed) end
local function uuid()
  return ("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx"):gsub("x", function()
    return ("%%x"):format(math.random(0, 15)) end)
end
request = function()
  local n = math.random(count)
  return wrk.format("POST", "/api/v1/payouts/", {
    ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. keys[n],
    ["Idempotency-Key"] = uuid()}, bodies[n])
end
local refused = 0
response = function(status) if status ~= 201 then refused = refused + 1 end end
"""

# One request, as the application sends it: recognise, throttle, then one transaction.
_PGBENCH = r"""
SELECT * FROM identity_recognise_key('%(prefix)s');
SELECT api_throttle_take('money_per_key:bench%(number)s', 0.000001, 0.0005);
BEGIN;
INSERT INTO api_idempotency_key (id, merchant_id, key, fingerprint, media_type, body_sealed,
                                 subject, created_at)
VALUES (gen_random_uuid(), '%(merchant_id)s', gen_random_uuid(), '\x%(digest)s', '', '', '',
        adulis_clock())
ON CONFLICT ON CONSTRAINT api_idempotency_key_unique DO NOTHING
RETURNING id AS claim, gen_random_uuid() AS payout \gset
SELECT settings.approval_above_minor, limits_maximum('standard', 'payout', 'single', now()),
       account.id, account.kind, account.nickname,
       account.number_masked, account.details_index
  FROM payouts_bank_account AS account
  LEFT JOIN payouts_settings AS settings ON settings.merchant_id = account.merchant_id
 WHERE account.merchant_id = '%(merchant_id)s'
   AND account.id = ANY ('{%(bank_account_id)s}') AND account.state = 'active';
SELECT flat_minor, basis_points, tax_basis_points FROM fees_rule
 WHERE service = 'payout' AND starts_at <= now() ORDER BY starts_at DESC LIMIT 1;
SELECT recorded_at AS moment, sequences[1] AS s1, coalesce(sequences[2], 0) AS s2,
       balances[1] AS b1, coalesce(balances[2], 0) AS b2
  FROM ledger_lock('{%(available)s,%(held)s}',
                   '{merchant/%(merchant_id)s/available/INR,merchant/%(merchant_id)s/held/INR}',
                   ARRAY['payout/' || ':payout' || '/held']) \gset
SELECT ledger_append(':moment', ARRAY[':payout']::uuid[], '{payout_held}',
    ARRAY['payout/' || ':payout' || '/held'], ARRAY[now()], '{api_key:bench}',
    ARRAY[NULL]::uuid[], '{""}', ARRAY['{"payout_id": "bench"}']::jsonb[],
    ARRAY['\x%(digest)s']::bytea[], '{1,1}', '{1,2}', '{%(available)s,%(held)s}',
    ARRAY[:s1 + 1, :s2 + 1]::bigint[], '{-10000,10000}',
    ARRAY[:b1 - 10000, :b2 + 10000]::bigint[]);
INSERT INTO payouts_payout (id, merchant_id, bank_account_id, amount_minor, fee_minor, tax_minor,
    mode, narration, reference, purpose, metadata, created_by, created_at, state, is_held,
    waiting_for, reason, reason_source, utr, retry_count, is_returned, is_paid_late, has_case,
    due_at, claim_count)
VALUES (':payout', '%(merchant_id)s', '%(bank_account_id)s', 10000, 0, 0, 'IMPS', '', '', 'payout',
    '{}', '%(owner_id)s', now(), 'pending', true, '', '', '', '', 0, false, false, false, now(), 0);
INSERT INTO events_event (type, subject, subject_sequence, merchant_id, payload, at)
SELECT 'payout.created', 'payout/' || ':payout',
       coalesce((SELECT last.subject_sequence FROM events_event AS last
                  WHERE last.subject = 'payout/' || ':payout'
                  ORDER BY last.subject_sequence DESC LIMIT 1), 0) + 1,
       '%(merchant_id)s', '{"amount": {"amount_minor": 10000, "currency": "INR"}}', now();
INSERT INTO audit_record (action, subject, merchant_id, before, after, actor_kind, actor_id,
                          user_id, address, request_id, at)
VALUES ('payout.create', 'payout/' || ':payout', '%(merchant_id)s', '{}', '{"amount_paise": 10000}',
        'api_key', 'bench', '%(owner_id)s', '127.0.0.1', ':payout', now());
UPDATE api_idempotency_key SET status = 201, media_type = 'application/json',
       body_sealed = repeat('x', 1300), subject = 'payout/' || ':payout', refusal = NULL
 WHERE id = ':claim';
COMMIT;
"""


def measure() -> Table:
    """Both sides at each number of clients, in turn, on one server."""
    if shutil.which("wrk") is None:
        raise RuntimeError("wrk is missing: apt-get install -y wrk")
    rows = []
    with stage() as made:
        shops = world(made)
        lua, scripted = scripts(made, shops)
        command = web_command(PORT)
        with process(made, command, ready_url=f"http://127.0.0.1:{PORT}/healthz") as web:
            requests(lua, clients=8, seconds=3)
            for clients in CLIENTS:
                ceiling = made.pgbench(scripted, clients=clients, seconds=SECONDS)
                reached, latency = requests(lua, clients=clients, seconds=SECONDS)
                rows.append(
                    (str(clients), f"{reached:,.0f}", latency, f"{ceiling:,.0f}",
                     f"{reached / ceiling:.2f}")
                )  # fmt: skip
            memory = children_mb(web.pid)
    return Table(
        "POST /payouts/ per second",
        ("clients", "requests/s", "p99", "pgbench tx/s", "ratio"),
        rows,
        note=f"Aim: ratio ≥ 0.35. Web workers after the run: {max(memory)} MB at most.",
    )


def world(made: Stage) -> list[dict[str, Any]]:
    told = subprocess.run(
        [sys.executable, "-m", "bench.world", str(MERCHANTS)],
        env=dict(made.environment), check=True, capture_output=True, text=True,
        cwd=Path(__file__).resolve().parents[1],
    ).stdout  # fmt: skip
    return [json.loads(line) for line in told.splitlines() if line.startswith("{")]


def scripts(made: Stage, shops: Sequence[dict[str, Any]]) -> tuple[Path, list[Path]]:
    world = made.folder / "world.txt"
    world.write_text("".join(f"{s['bank_account_id']} {s['api_key']}\n" for s in shops))
    lua = made.folder / "payouts.lua"
    lua.write_text(_WRK % {"world": world})
    scripts = []
    for number, shop in enumerate(shops):
        script = made.folder / f"payouts-{number}.sql"
        text = _PGBENCH % {**shop, "number": number, "digest": "ab" * 32}
        script.write_text(_one_line_each(text))
        scripts.append(script)
    return lua, scripts


def _one_line_each(text: str) -> str:
    """pgbench reads a backslash command to the end of its line; statements may span lines."""
    return text.strip() + "\n"


def requests(lua: Path, *, clients: int, seconds: int) -> tuple[float, str]:
    told = subprocess.run(
        ["wrk", "-t", "1", "-c", str(clients), "-d", f"{seconds}s", "--latency", "-s", str(lua),
         f"http://127.0.0.1:{PORT}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in told:
        raise RuntimeError(f"the web tier refused requests:\n{told}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    p99 = re.search(r"99%\s+(\S+)", told)
    assert rate is not None
    assert p99 is not None
    return float(rate[1]), p99[1]
