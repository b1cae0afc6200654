"""Tests that read as histories: given / when / then, projection scenarios, replay. Also a pytest plugin."""
