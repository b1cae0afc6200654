"""Numbers in words, as memos write days, years and terms in English and Spanish."""

import re

_UNITS = {
    name: number
    for number, names in enumerate(
        (
            "",
            "one first un una uno primer primero",
            "two second dos",
            "three third tres",
            "four fourth cuatro",
            "five fifth cinco",
            "six sixth seis",
            "seven seventh siete",
            "eight eighth ocho",
            "nine ninth nueve",
            "ten tenth diez",
            "eleven eleventh once",
            "twelve twelfth doce",
            "thirteen thirteenth trece",
            "fourteen fourteenth catorce",
            "fifteen fifteenth quince",
            "sixteen sixteenth dieciseis",
            "seventeen seventeenth diecisiete",
            "eighteen eighteenth dieciocho",
            "nineteen nineteenth diecinueve",
            "twenty twentieth veinte",
            "veintiun veintiuno veintiuna",
            "veintidos",
            "veintitres",
            "veinticuatro",
            "veinticinco",
            "veintiseis",
            "veintisiete",
            "veintiocho",
            "veintinueve",
            "thirty thirtieth treinta",
        )
    )
    for name in names.split()
} | {
    name: number
    for number, names in {
        40: "forty cuarenta",
        50: "fifty cincuenta",
        60: "sixty sesenta",
        70: "seventy setenta",
        80: "eighty ochenta",
        90: "ninety noventa",
        100: "cien ciento",
    }.items()
    for name in names.split()
}
_TIMES = {"hundred": 100, "thousand": 1000, "mil": 1000}
_WORD = "(?:" + "|".join(sorted([*_UNITS, *_TIMES], key=len, reverse=True)) + ")"
IN_WORDS = rf"{_WORD}(?:(?: y | and |[ -]){_WORD})*"
"""A pattern of a number in words, in a text without case and accents."""


def number_of(words: str) -> int:
    """Give the number that digits or words say: `2024`, `noventa`, `thirty-first`, `dos mil veinticuatro`."""
    if words.isdigit():
        return int(words)
    parts = [part for part in re.split(r"[ -]", words) if part not in {"y", "and"}]
    if len(parts) > 1 and parts[0] == "twenty" and _UNITS.get(parts[1], 0) > 9:
        return 2000 + number_of(" ".join(parts[1:]))  # `twenty twenty-four`
    total = 0
    for part in parts:
        total = max(total, 1) * _TIMES[part] if part in _TIMES else total + _UNITS[part]
    return total
