"""A log in an SQLite file."""
