"""Reproducible measurements: ``./adulis bench`` prints tables and writes docs/performance.md.

Figures are ratios wherever one can be had, both sides in one run on one server, because machines
differ and are noisy. Nothing here is asserted by a test.
"""
