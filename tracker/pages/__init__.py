"""How answers are written: tables, one thing whole, the brief."""
