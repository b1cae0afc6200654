"""The law of a draft: every sentence stands in it once, and every live value in the text or marked."""

import re
import string
from collections import Counter
from pathlib import Path

import pytest
from drafting import MEMOS, drafted, must_keep_the_law, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.draft.known import Known, KnownCommitment

SENTENCES = sorted(
    {sentence.text for memo in MEMOS for sentence in drafted(memo.read_text("utf-8")).sentences}
)
ENDS_OF_LINES = ["\n", "\n\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", " "]
SIGNS = [*string.punctuation, *"aZé1ñ ", "\ufeff", "\u200b", "\x00", "\u202e", "\ufffe", "\U0010ffff"]
NASTY = st.lists(st.sampled_from([*SIGNS, *ENDS_OF_LINES]), max_size=12).map("".join)
DESK = Known(
    people={"Alejandro Mayorkas": frozenset({"US"}), "Marcelo Ebrard": frozenset({"MX"})},
    institutions={"SRE": ("MX", "SRE"), "DHS": ("US", "DHS")},
    mechanisms={"Executive Steering Committee": "esc"},
    commitments=(KnownCommitment("otay", "Otay Mesa East crossing # \u2028 built"),),
)
pieces = st.one_of(st.sampled_from(SENTENCES), NASTY, st.text(max_size=30))
texts = st.lists(st.tuples(pieces, st.sampled_from(ENDS_OF_LINES)), max_size=12).map(
    lambda parts: "".join(piece + end for piece, end in parts)
)


@pytest.mark.parametrize("memo", MEMOS, ids=lambda memo: memo.stem)
def test_every_memo_keeps_the_law(memo: Path) -> None:
    must_keep_the_law(memo.read_text("utf-8"))
    must_keep_the_law(memo.read_text("utf-8"), DESK, held="2020-01-02", place="Nogales: # here")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts)
def test_any_text_keeps_the_law(text: str) -> None:
    must_keep_the_law(text)
    must_keep_the_law(text, DESK, parties=("US", "MX"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_keep_the_law(text: str) -> None:
    must_keep_the_law(text, parties=("US", "MX"))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES), st.sampled_from(ENDS_OF_LINES), NASTY)
def test_a_quoted_sentence_never_breaks_out_of_its_comment(sentence: str, end: str, nasty: str) -> None:
    middle = len(sentence) // 2
    entry = "commitments: [{id: x, text: y, obligors: [US]}]"
    text = f"{sentence[:middle]}{end}{entry}{nasty}{end}{sentence[middle:]}"
    must_keep_the_law(text, parties=("US", "MX"))


@pytest.mark.parametrize("memo", MEMOS, ids=lambda memo: memo.stem)
def test_no_word_of_a_memo_is_lost_between_its_sentences(memo: Path) -> None:
    text = re.sub(r"-\n(?=[a-zñáéíóú])", "", memo.read_text("utf-8"))
    sentences = " ".join(sentence.text for sentence in drafted(memo.read_text("utf-8")).sentences)
    lost = Counter(re.findall(r"\w+", text)) - Counter(re.findall(r"\w+", sentences))
    assert all(word.isdigit() for word in lost), lost


@pytest.mark.parametrize("memo", MEMOS, ids=lambda memo: memo.stem)
def test_the_same_memo_gives_the_same_bytes(memo: Path) -> None:
    text = memo.read_text("utf-8")
    assert written(text, DESK) == written(text, DESK)
