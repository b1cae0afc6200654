"""What we say: our sentences in both languages, refusals, and texts made safe to show."""
