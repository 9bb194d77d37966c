"""Settings of traces, which are OpenTelemetry's own names.

Those that are not read here (``OTEL_RESOURCE_ATTRIBUTES``, the exporter's certificates and
compression) its library reads by itself.
"""

from __future__ import annotations

from environ import Env

from adulis.kernel.tracing import TraceSettings


def traces(env: Env) -> TraceSettings:
    return TraceSettings(
        endpoint=env.str("OTEL_EXPORTER_OTLP_ENDPOINT", default=""),
        headers=env.str("OTEL_EXPORTER_OTLP_HEADERS", default=""),
        service_name=env.str("OTEL_SERVICE_NAME", default=""),
        sampler=env.str("OTEL_TRACES_SAMPLER", default="parentbased_always_on"),
        sampler_argument=env.str("OTEL_TRACES_SAMPLER_ARG", default=""),
        queue_size=env.int("OTEL_BSP_MAX_QUEUE_SIZE", default=2048),
        delay_seconds=env.int("OTEL_BSP_SCHEDULE_DELAY", default=5000) / 1000,
    )
