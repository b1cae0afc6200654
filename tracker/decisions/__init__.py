"""The decisions: one use case a file, each a slice that folds what it depends on, then decides.

A decision reads no clock, no randomness and no file; the stamps it uses are passed in.
"""
