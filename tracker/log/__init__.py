"""The log: how facts are stored, found and appended. Facts are never changed or removed."""
