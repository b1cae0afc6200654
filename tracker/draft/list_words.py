"""How lists of what was decided are headed, and how their entries begin, in English and Spanish."""

import re

TO_DO = re.compile(
    r"\W*(?:actions?(?: points?| items?)?|acuerdo|decisi[oó]n|decision|compromiso|tarea|follow-up|"
    r"next step|acci[oó]n)"
    r"(?: (?:n[.º°o]*\s?)?\d+)?\s*[:–-]\s*",
    re.IGNORECASE,
)
"""The label of a sentence that says what is to be done."""
HEREBY = re.compile(
    r"\b(?:hereby|por la presente|as follows|lo siguiente|los siguientes (?:acuerdos|compromisos))\W*$"
)
"""How the lead of a list ends whose items are what all parties do."""
AGREED_HEADING = re.compile(
    r"(?:\W|\d)*(?:acuerdos?|agreements?|compromisos?|commitments?|agreed|acordado|what was "
    r"agreed|lo acordado)\b"
)
DOING = re.compile(
    r"(?:to [a-z]+|[a-z]{2,}(?:ar|er|ir)|establish|create|continue|hold|develop|share|"
    r"exchange|work|strengthen|conduct|organize"
    r"|promote|complete|prepare|meet|expand|increase|launch|convene|finalize|deliver|provide|"
    r"publish|submit|update)\b"
)
