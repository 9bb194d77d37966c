"""``./adulis demo``: a narrated tour of a running instance, over its public API only.

Each chapter makes a promise and checks it; the tour ends non-zero when one was broken.
"""
