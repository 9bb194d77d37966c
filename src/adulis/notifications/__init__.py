"""Notifications: what people are told of facts, in their inbox and by letter, each once.

``catalogue`` says which facts, to whom, and in which words; ``policies`` by which way, as people
choose. Nothing here decides anything else. A fact whose words cannot be found is noted, for an
operator to see, and holds up none of those after it. System alerts are what operators, and the
platform by itself, have to say to everybody.

Verbs: ``tell`` ``announce`` ``read_notice`` ``read_all`` ``forget_notices`` · ``choose``
``watch_at_level`` ``unsubscribe`` ``set_letter_hours`` · ``write_waiting`` · by operators
``tell_again`` ``publish_alert`` ``end_alert`` · ``keep_alert`` ``tell_of_alert``
``dismiss_alert``. Facts: ``events.py``.
"""
