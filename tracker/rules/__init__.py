"""The rules of the views (CONTRACT §3), pure: how a commitment stands, what the calendar says, who is who."""
