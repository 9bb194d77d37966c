"""(g) Bids per second on one hot auction and on twenty-four; and how long a closing takes.

At the action: lock, clock, rules, sealed limits, log, facts. Beside it pgbench, which locks the
same row and inserts the same line with the same guards, and does nothing else.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.report import Table
from bench.stage import REPOSITORY, Stage, process, stage, web_command

PORT = 18_436
AUCTIONS, CLIENTS, PROCESSES, SECONDS = 24, 24, 4, 8
LOGGED = 10_000

# What one bid does to the tables, and nothing that decides about it.
_PGBENCH = r"""
\set number random(1, %(auctions)d)
BEGIN;
SELECT id AS auction, position AS at, price_minor AS price, ends_at AS ends FROM bidding_auction
 WHERE number = 1 AND deal_id = ('{%(deals)s}'::uuid[])[:number] FOR NO KEY UPDATE \gset
SELECT adulis_clock() AS now, gen_random_uuid() AS bid \gset
INSERT INTO bidding_bid (id, auction_id, position, sequence, kind, party_id, amount_minor,
    limit_sealed, grounds, terms_version, previous_position, previous_price, price_after,
    leader_after_id, ends_at_after, made_by, address, request_id, at)
VALUES (':bid', ':auction', :at + 1, :at + 1, 'bid',
    ('{%(parties)s}'::uuid[])[1 + (:at %% 2)], :price + 1, '', '', 1, nullif(:at, 0), :price,
    :price + 1, ('{%(parties)s}'::uuid[])[1 + (:at %% 2)], ':ends', 'bench', '', '', ':now');
UPDATE bidding_auction SET position = :at + 1, sequence = :at + 1, price_minor = :price + 1,
       leader_id = ('{%(parties)s}'::uuid[])[1 + (:at %% 2)], version = version + 1
 WHERE id = ':auction';
UPDATE bidding_participant SET level_minor = :price + 1, since = :at + 1
 WHERE auction_id = ':auction' AND party_id = ('{%(parties)s}'::uuid[])[1 + (:at %% 2)];
INSERT INTO events_event (type, subject, subject_sequence, merchant_id, payload, at)
SELECT 'auction.moved', 'auction/' || ':auction',
       coalesce((SELECT last.subject_sequence FROM events_event AS last
                  WHERE last.subject = 'auction/' || ':auction'
                  ORDER BY last.subject_sequence DESC LIMIT 1), 0) + 1,
       '%(poster)s', '{"price": {"amount_minor": 1, "currency": "INR"}}', ':now';
COMMIT;
"""

_WRK = """
local keys, deals, count, price = {}, {}, 0, {}
for line in io.lines("%(world)s") do
  local deal, key = line:match("(%%S+) (%%S+)")
  count = count + 1
  keys[count], deals[count] = key, deal
  price[deal] = %(start)d
end
math.randomseed(os.time())
local function uuid()
  return ("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx"):gsub("x", function()
    return ("%%x"):format(math.random(0, 15)) end)
end
local turn = 0
request = function()
  turn = turn + 1
  local n = turn %% count + 1
  price[deals[n]] = price[deals[n]] + 40
  return wrk.format("POST", "/api/v1/deals/" .. deals[n] .. "/auction/bids/", {
    ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. keys[n],
    ["Idempotency-Key"] = uuid()},
    '{"terms_version":1,"amount_paise":' .. price[deals[n]] .. '}')
end
"""


def measure() -> list[Table]:
    """Each way in turn on one server."""
    with stage(THROTTLE_BIDS_PER_SECOND="1000000") as made:
        world = told(made, "world", str(AUCTIONS), str(CLIENTS))[0]
        rows = [_row(made, world, name, count) for name, count in _SIZES.items()]
        closing = told(made, "close", str(LOGGED))[0]
    bids = Table(
        "Bids per second, 24 clients",
        ("auctions", "accepted/s", "answered/s", "pgbench tx/s", "ratio", "HTTP bids/s", "p99"),
        rows,
        note=(
            "Aims: 500 a second on one auction, 1,000 on twenty-four, at the action. Answered are"
            " those as well that somebody else had outbid meanwhile: on one auction every bid is"
            " measured by the one before it. pgbench inserts the same line under the same lock and"
            " the same guards, and decides nothing; where it stays below an aim, so does every"
            " program on this machine. The rest of the distance is Python: a bid costs some 5 ms"
            " of it, and twelve statements."
        ),
    )
    ended = Table(
        "Closing an auction",
        ("lines in its log", "bidders", "milliseconds"),
        [(f"{closing['lines']:,}", str(closing["bidders"]), f"{closing['milliseconds']:,.0f}")],
        note="From the claim of its timer to the commit: ranking, bonds, facts.",
    )
    return [bids, ended]


_SIZES = {"one": 1, "twenty-four": AUCTIONS}


def _row(made: Stage, world: dict[str, Any], name: str, auctions: int) -> tuple[str, ...]:
    deals = world["deals"][:auctions]
    place = made.folder / f"{name}.json"
    place.write_text(json.dumps({**world, "deals": deals}))
    each = CLIENTS // PROCESSES
    children = [
        start(made, "run", str(SECONDS), str(each), str(number * each), str(place))
        for number in range(PROCESSES)
    ]
    for child in children:
        _until_ready(child)
    for child in children:
        assert child.stdin
        child.stdin.write("go\n")
        child.stdin.flush()
    found = [json.loads(child.communicate()[0].splitlines()[-1]) for child in children]
    accepted = sum(each["accepted"] for each in found) / SECONDS
    answered = sum(each["answered"] for each in found) / SECONDS
    ceiling = _ceiling(made, world, deals)
    rate, latency = _http(made, world, deals)
    return (
        name, f"{accepted:,.0f}", f"{answered:,.0f}", f"{ceiling:,.0f}",
        f"{accepted / ceiling:.2f}", rate, latency,
    )  # fmt: skip


def _until_ready(child: subprocess.Popen[str]) -> None:
    """Importing is not bidding."""
    assert child.stdout
    for line in child.stdout:
        if line.strip() == "ready":
            return
    raise RuntimeError("a client ended before it was ready")


def _ceiling(made: Stage, world: dict[str, Any], deals: list[str]) -> float:
    script = made.folder / "bids.sql"
    script.write_text(
        _PGBENCH.strip()
        % {
            "auctions": len(deals), "deals": ",".join(world["plain"][: len(deals)]),
            "parties": ",".join(world["merchants"][:2]), "poster": world["poster"],
        }
        + "\n"
    )  # fmt: skip
    return made.pgbench([script], clients=CLIENTS, seconds=SECONDS)


def _http(made: Stage, world: dict[str, Any], deals: list[str]) -> tuple[str, str]:
    """Bids per second through the web tier; every one of them is answered, most are taken."""
    if shutil.which("wrk") is None:
        return "wrk is missing", ""
    listed = made.folder / "bidders.txt"
    pairs = [(deals[number % len(deals)], key) for number, key in enumerate(world["keys"])]
    listed.write_text("".join(f"{deal} {key}\n" for deal, key in pairs))
    lua = made.folder / "bids.lua"
    highest = told(made, "highest")[0]["highest"]
    lua.write_text(_WRK % {"world": listed, "start": highest})
    ready = f"http://127.0.0.1:{PORT}/healthz"
    with process(made, web_command(PORT), ready_url=ready):
        report = subprocess.run(
            ["wrk", "-t", "1", "-c", str(CLIENTS), "-d", f"{SECONDS}s", "--latency", "-s",
             str(lua), f"http://127.0.0.1:{PORT}"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    rate = re.search(r"Requests/sec:\s+([\d.]+)", report)
    p99 = re.search(r"99%\s+(\S+)", report)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", report)
    total = re.search(r"(\d+) requests in", report)
    assert rate
    assert p99
    assert total
    taken = 1 - (int(refused[1]) if refused else 0) / max(1, int(total[1]))
    return f"{float(rate[1]):,.0f} ({taken:.0%} taken)", p99[1]


def told(made: Stage, *arguments: str) -> list[dict[str, Any]]:
    """What ``bench.bidding`` prints, when it has ended."""
    child = start(made, *arguments)
    printed = child.communicate()[0]
    if child.returncode:
        raise RuntimeError(f"{arguments[0]} ended with {child.returncode}")
    return [json.loads(line) for line in printed.splitlines() if line.startswith("{")]


def start(made: Stage, *arguments: str) -> subprocess.Popen[str]:
    """``bench.bidding`` in a process of its own, on this stage."""
    return subprocess.Popen(
        [sys.executable, "-m", "bench.bidding", *arguments],
        cwd=Path(REPOSITORY), env=dict(made.environment), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
