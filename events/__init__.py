"""The vocabulary of the tracker: dates, statuses, facts, tags and upcasters.

Importing this package loads nothing else; ask for the module you need. `events.dates`,
`events.statuses`, `events.references`, `events.tags` and `events.upcasting` load neither
pydantic nor eventsourcing.
"""
