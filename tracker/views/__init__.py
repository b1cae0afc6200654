"""The views: what the log says, as tables to be asked. Disposable: the log rebuilds them.

Nothing here loads pydantic or eventsourcing, so that reading commands start at once.
"""
