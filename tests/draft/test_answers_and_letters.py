"""Who was there is told in answers to questions, and in letters that tell who came with whom."""

import pytest
from test_what_sentences_say import people

TALKS = "Talks between Ghana and Peru were held on 4 March 2025 in Lima. Ghana and Peru agreed on ports.\n\n"


@pytest.mark.parametrize(
    ("question", "answer", "side"),
    [
        (
            "¿Quiénes presidieron la reunión?",
            "El ministro de Pesca, Luis Vega, y la ministra de Ghana, Ama Osei.",
            "PE",
        ),
        ("Who chaired the meeting?", "Ports Minister Luis Vega and the Minister of Ghana, Ama Osei.", "PE"),
        (
            "Who was in the room?",
            "Ports Minister Luis Vega of Peru and the Minister of Ghana, Ama Osei.",
            "PE",
        ),
    ],
)
def test_who_answers_the_question_who_met_was_there(question: str, answer: str, side: str) -> None:
    found = people(TALKS + f"{question}\n{answer}\n")
    assert (found["Luis Vega"][0], found["Ama Osei"][0]) == (side, "GH")


@pytest.mark.parametrize(
    "question", ["Who did not attend?", "Who pays for the port?", "¿Quiénes no asistieron?"]
)
def test_who_answers_another_question_was_not_there(question: str) -> None:
    assert "Luis Vega" not in people(TALKS + f"{question}\nPorts Minister Luis Vega of Peru.\n")


LETTER = """Ministry of Ports of Ghana
Accra

4 March 2025

{reader}

Dear Minister:

Ghana and Peru met on 4 March 2025 in Lima. I was accompanied by Engineer Ama Osei. You were joined by
Adviser Ana Soto. We agreed on ports.
"""


def test_a_letter_tells_who_came_with_its_writer_and_with_its_reader() -> None:
    found = people(LETTER.format(reader="Sr. Luis Vega\nMinistry of Mines of Peru"))
    assert (found["Ama Osei"][0], found["Ana Soto"][0]) == ("GH", "PE")


def test_the_address_of_the_reader_is_not_who_writes() -> None:
    letter = LETTER.format(reader="Sr. Luis Vega\nMinistry of Mines of Peru")
    found = people(letter.removeprefix("Ministry of Ports of Ghana\n"))
    assert (found["Ama Osei"][0], found["Ana Soto"][0]) == ("UNKNOWN", "UNKNOWN")
