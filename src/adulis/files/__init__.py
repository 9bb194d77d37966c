"""Things people upload: looked at, sealed, stored outside the database, and shown to few.

A file is written down first (``arriving``), then its content is put into storage, then it is
``kept``; so whatever a crash leaves in storage has a row that says so, and the worker erases it.
Content is sealed before it leaves this process. What it is, is found out from the content alone:
a declared type is not asked for, and a declared name is a label.

Verbs: ``begin_file`` ``put_content`` ``keep_file`` ``remove_file`` ``fetch_content``
``reseal_file``, and ``give_up_file`` ``erase_content`` ``erase_file`` for the worker. No facts: a
file means something only to the room that asked for it.
"""
