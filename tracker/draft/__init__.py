"""Draft minutes from memos: every sentence of the memo stands in the draft once, and nothing is guessed."""
