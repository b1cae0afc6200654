"""A sentence is English as it is, and said in another language with all that it was made of."""

import json

from events.sentences import Sentence, at_most, both, either, joined, sentence
from tracker.words.language import phrase


def test_a_sentence_is_its_english_text_wherever_a_text_is_wanted() -> None:
    said = sentence("there is no {kind} {name}", kind=sentence("meeting"), name="{braces}")
    assert said == "there is no meeting {braces}"
    assert phrase("en", said) == said
    assert phrase("es", said) == "no existe reunión {braces}"


def test_what_is_no_sentence_is_data_and_stays_as_it_is() -> None:
    assert (
        phrase("es", sentence("there is no {kind} {name}", kind="meeting", name="x")) == "no existe meeting x"
    )


def test_one_is_said_otherwise_than_many() -> None:
    one, many = (sentence("{count} day", "{count} days", count=count) for count in (1, 2))
    assert [one, many, phrase("es", one), phrase("es", many)] == ["1 day", "2 days", "1 día", "2 días"]
    assert phrase("es", "{count} day", "{count} days", count=0) == "0 días"


def test_sentences_are_joined_listed_and_counted_in_both_languages() -> None:
    kinds = [sentence("meeting"), sentence("document"), "x"]
    for said, english, spanish in (
        (either(kinds), "meeting, document or x", "reunión, documento o x"),
        (both(kinds[:2]), "meeting and document", "reunión y documento"),
        (either(["x"]), "x", "x"),
        (either([]), "", ""),
        (at_most(2, ["a", "b", "c"]), "a, b and 1 more", "a, b y 1 más"),
        (at_most(3, ["a", "b", "c"], "; "), "a; b; c", "a; b; c"),
        (joined(sentence(" in "), ["a", "b"]), "a in b", "a en b"),
        (
            joined(" → ", [sentence("stalled"), sentence("fulfilled")]),
            "stalled → fulfilled",
            "estancado → cumplido",
        ),
    ):
        assert (said, phrase("es", said)) == (english, spanish)


def test_a_sentence_is_a_text_for_json_and_is_made_once() -> None:
    said = sentence("Take it out.")
    assert json.dumps(said) == '"Take it out."'
    assert sentence(said) is said
    assert isinstance(said, Sentence)


def test_what_was_only_marked_is_filled_in_where_it_is_said() -> None:
    marked = sentence("{count} open")
    assert (phrase("en", marked, count=3), phrase("es", marked, count=3)) == ("3 open", "abiertos: 3")
    assert sentence(marked, count=3) == "3 open"
