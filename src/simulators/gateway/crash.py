"""Where the gateway can be told to die: the points its code passes."""

POINTS = (
    "before_accept",  # a request was taken, and is not committed
    "after_accept",  # committed, and not answered
    "after_answer",  # answered
    "before_settle",  # the agenda has run a batch, and has not committed it
    "after_settle",  # committed, and nobody was told
    "before_callback",  # a webhook is about to be sent
    "after_callback",  # it was delivered, and this is not written down
)
