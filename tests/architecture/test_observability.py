"""Alerts and dashboard ask for figures that exist, in PromQL that parses; each has a runbook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from adulis.cases.values import CaseKind
from adulis.ops import gauges
from adulis.ops.tasks import TASKS

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = REPOSITORY / "deploy" / "observability"
RUNBOOKS = (REPOSITORY / "docs" / "runbooks.md").read_text()
ALERTS: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((FOLDER / "alerts.yaml").read_text())["groups"]
    for rule in group["rules"]
]
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "dashboard.json").read_text())
# By Prometheus itself, and by what we count of requests and tasks.
KNOWN = {
    "up",
    "adulis_backup_base_age_seconds",
    "adulis_backup_base_every_seconds",
    "adulis_backup_stream_alive",
    "adulis_database_answers",
    "adulis_ledger_unsealed_seconds",
    "adulis_redis_answers",
    "adulis_http_request_seconds_bucket",
    "adulis_http_request_seconds_count",
    "adulis_task_done_total",
    "adulis_task_failures_total",
    "adulis_task_rounds_total",
    "adulis_trace_spans_lost_total",
    "adulis_worker_trace_spans_lost_total",
    *(gauge.name for gauge in gauges.GAUGES),
}
# What each process counts of itself; all else every process tells of the whole installation.
OF_A_PROCESS = {
    "up",
    "adulis_http_request_seconds_bucket",
    "adulis_http_request_seconds_count",
    "adulis_trace_spans_lost_total",
}
QUESTIONS = [
    *(pytest.param(rule["expr"], id=rule["alert"]) for rule in ALERTS),
    *(
        pytest.param(target["expr"], id=f"{panel['title']}-{target['refId']}")
        for panel in DASHBOARD["panels"]
        for target in panel["targets"]
    ),
]


def selected(expression: Any) -> Iterator[Any]:
    """Every selector of a parsed expression."""
    if isinstance(expression, promql_parser.VectorSelector):
        yield expression
    for name in ("expr", "lhs", "rhs", "vector_selector"):
        if (inner := getattr(expression, name, None)) is not None:
            yield from selected(inner)
    for inner in getattr(expression, "args", None) or ():
        yield from selected(inner)


def summed(expression: Any, inside: str = "") -> Iterator[str]:
    """Names of series whose nearest aggregation adds those of several processes together."""
    if isinstance(expression, promql_parser.AggregateExpr):
        inside = str(expression.op)
    if isinstance(expression, promql_parser.VectorSelector) and inside in {"sum", "count"}:
        yield str(expression.name)
    for name in ("expr", "lhs", "rhs", "vector_selector"):
        if (inner := getattr(expression, name, None)) is not None:
            yield from summed(inner, inside)
    for inner in getattr(expression, "args", None) or ():
        yield from summed(inner, inside)


@pytest.mark.parametrize("expr", QUESTIONS)
def test_what_every_process_tells_alike_is_not_added_up(expr: str) -> None:
    assert set(summed(promql_parser.parse(expr))) <= OF_A_PROCESS


def test_every_figure_of_the_database_is_looked_at() -> None:
    questions = " ".join(str(each.values[0]) for each in QUESTIONS)
    assert [each.name for each in gauges.GAUGES if each.name not in questions] == []


def test_every_process_that_answers_is_read_and_missed_when_it_is_gone() -> None:
    """The proxy knows the doors of the application and their ports; the compose file, who it is."""
    proxy = (REPOSITORY / "deploy" / "nginx" / "adulis.conf.template").read_text()
    doors = re.findall(r"upstream adulis_\w+ \{[^}]*?server (\w+):(\d+) resolve;", proxy)
    compose = yaml.safe_load((REPOSITORY / "deploy" / "compose.yaml").read_text())
    ours = {
        name: service.get("command")
        for name, service in compose["services"].items()
        if service["image"] == "adulis:latest"
    }
    # The image itself starts the web process.
    answering = {name for name, command in ours.items() if not command or command[2] == "live"}
    (job,) = yaml.safe_load((FOLDER / "prometheus.yaml").read_text())["scrape_configs"]
    read = {(name, str(each["port"])) for each in job["dns_sd_configs"] for name in each["names"]}
    (away,) = [rule["expr"] for rule in ALERTS if rule["alert"] == "ProcessAway"]

    assert {name for name, _ in doors} == answering
    assert read == set(doors)
    assert set(re.findall(r'absent\(up\{job="adulis", service="(\w+)"\}\)', away)) == answering
    assert job["relabel_configs"] == [
        {"source_labels": ["__meta_dns_name"], "target_label": "service"}
    ]


@pytest.mark.parametrize("expr", QUESTIONS)
def test_what_is_asked_for_exists(expr: str) -> None:
    found = list(selected(promql_parser.parse(expr)))

    assert found
    assert {each.name for each in found} <= KNOWN


def test_names_in_conditions_exist() -> None:
    kinds, queues = {str(kind) for kind in CaseKind}, set(gauges.QUEUES)
    for rule in ALERTS:
        for label, operator, value in re.findall(r'(kind|queue)(=~?|!~?)"([^"]*)"', rule["expr"]):
            named = set(value.split("|")) if "~" in operator else {value}
            assert named <= (kinds if label == "kind" else queues), rule["alert"]


@pytest.mark.parametrize("rule", ALERTS, ids=[rule["alert"] for rule in ALERTS])
def test_an_alert_says_how_bad_it_is_and_what_to_do(rule: dict[str, Any]) -> None:
    page, _, anchor = rule["annotations"]["runbook"].partition("#")
    headings = [
        re.sub(r"[^\w -]", "", each.lower()).strip().replace(" ", "-")
        for each in re.findall(r"^## (.+)$", RUNBOOKS, re.MULTILINE)
    ]

    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"].endswith(".")
    assert (page, anchor in headings) == ("docs/runbooks.md", True)


def test_every_runbook_is_led_to() -> None:
    led_to = {rule["annotations"]["runbook"].partition("#")[2] for rule in ALERTS}
    headings = re.findall(r"^## (.+)$", RUNBOOKS, re.MULTILINE)

    assert len(led_to) == len(headings)


def test_every_queue_of_the_worker_is_measured() -> None:
    """A table whose rows fall due, and which a task of the worker claims, is a queue."""
    assert {task.name.partition(".")[0] for task in TASKS} >= {
        name.partition(".")[0] for name in gauges.QUEUES if "." in name
    } - {"gateways"}


def test_panels_do_not_lie_on_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        assert place["x"] + place["w"] <= 24
        taken |= cells
