"""How each kind of report is read: SQL over the rooms below, one module a subject."""
