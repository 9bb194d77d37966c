"""Papers: what is printed for people to keep, set by typst as PDF/A with tags for readers aloud.

``press.render`` sets a template of this room with data. Data is data: it reaches the template as
JSON and is shown as text, never read as markup. There are no tables here; what a paper says, the
room above decides, and what it looks like, the template.
"""
