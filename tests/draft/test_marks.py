"""Bullets, rules of tables and the shapes of letters are no part of what a sentence says."""

import pytest
from drafting import drafted, must_keep_the_law
from drafting import words as lexicon

from tracker.draft.draft import Given, Memo, make_draft
from tracker.draft.known import Known
from tracker.draft.sentences import split
from tracker.draft.texts import clean, read_text

HEAD = "Meeting of Mexico and the United States\nMexico City, 9 June 2023\n\n"


def texts_of(text: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in split(read_text(text.encode(), "memo.txt").lines)]


BULLETS = [
    "●",
    "■",
    "➢",
    "✓",
    "→",
    "☐",
    "+",
    "»",
    "\uf0b7",
    "\uf0a7",
    "\uf0d8",
    "\uf0fc",
    "▸",
    "✔",
    "⇒",
    "🔹",
    "▪\ufe0f",
    "§",
    "Ø",
    "ü",
    "※",
    "★",
    "[x]",
    "[]",
    "1.-",
    "2º-",
    "3)-",
]


@pytest.mark.parametrize("bullet", [*BULLETS, "[ ]", "- [ ]", "* [x]"])
def test_bullets_of_all_kinds_begin_items(bullet: str) -> None:
    text = f"{HEAD}The United States and Mexico agreed to:\n{bullet} open an office\n{bullet} close a gate\n"
    assert texts_of(text)[-2:] == [("item", "open an office"), ("item", "close a gate")]
    lines = read_text(text.encode(), "memo.txt").lines
    draft = make_draft(Memo("memo.txt", lines), lexicon(), Known(), Given())
    assert [(each.grade, each.obligors) for each in draft.commitments] == [("live", ["MX", "US"])] * 2


@pytest.mark.parametrize("bullet", ["•", "●", "✓", "\uf0b7"])
def test_a_bullet_may_stand_close_to_its_text_or_above_it(bullet: str) -> None:
    assert texts_of(f"They agreed to:\n{bullet}act\n{bullet}\npay\n{bullet}\n")[1:3] == [
        ("item", "act"),
        ("item", "pay"),
    ]


def test_the_bullet_of_the_second_level_is_a_letter_where_its_font_is_lost() -> None:
    text = "They agreed to:\n\no open an office\no close a gate\n"
    assert texts_of(text)[1:] == [("item", "open an office"), ("item", "close a gate")]


def test_in_english_a_letter_that_is_no_word_is_a_bullet() -> None:
    text = "The two sides agreed to:\n● open an office\no close the gate of it and of the other\n"
    assert texts_of(text)[1:] == [
        ("item", "open an office"),
        ("item", "close the gate of it and of the other"),
    ]


def test_or_in_spanish_is_no_bullet() -> None:
    text = "Pagará México\no Estados Unidos, y enviará la lista\no el plano.\n"
    assert [text for _, text in texts_of(text)] == [" ".join(text.split())]


@pytest.mark.parametrize("begins", ["+52 55 1234", "§ 5 of the law", "© 2023 Mexico", "» and", "[1] A note"])
def test_what_says_something_is_no_bullet(begins: str) -> None:
    if begins != "» and":
        assert texts_of(f"{begins} goes on.\n") == [("prose", f"{begins} goes on.")]


@pytest.mark.parametrize(
    "rule", ["|---|---|---|", "| :--- | :---: | ---: |", "+----+----+", "|  |  |  |", "---|---"]
)
def test_the_rule_of_a_table_is_no_row(rule: str) -> None:
    table = f"| Action | Responsible | Deadline |\n{rule}\n| open an office | Mexico | May 2024 |\n"
    draft = drafted(HEAD + table)
    assert [(each.obligors, each.grade) for each in draft.commitments] == [(["MX"], "live")]
    must_keep_the_law(HEAD + table)


@pytest.mark.parametrize(
    ("drawn", "letters"),
    [
        (
            "O\ufb01cial \ufb02oor e\ufb00ort e\ufb03cacy ba\ufb04e \ufb06",
            "Oficial floor effort efficacy baffle st",
        ),
        ("\uff2d\uff45\uff58\uff49\uff43\uff4f\uff1a", "Mexico:"),
        ("\U0001d40c\U0001d41e\U0001d431\U0001d422\U0001d41c\U0001d428", "Mexico"),
        ("follow\u2011up, follow\u2010up", "follow-up, follow-up"),
        ("e\u0301", "é"),
        ("infor\u00admation", "information"),
        ("infor\u00ad", "infor-"),
    ],
)
def test_letters_are_kept_as_letters_however_they_are_drawn(drawn: str, letters: str) -> None:
    assert clean(drawn) == letters


@pytest.mark.parametrize("text", ["½ of 3 km²", "№ 5", "10⁶", "™ ©", "¿Sí? “x” …"])
def test_signs_that_say_something_else_than_their_letters_stay(text: str) -> None:
    assert clean(text) == text


def test_an_office_with_a_ligature_is_read_as_one_without() -> None:
    listed = "\nMexican delegation:\n- Juan Pérez Soto, Director of O{}cial Works\n"
    for ligature in ("ffi", "\ufb03"):
        text = HEAD + listed.format(ligature)
        lines = read_text(text.encode(), "memo.txt").lines
        draft = make_draft(Memo("memo.txt", lines), lexicon(), Known(), Given())
        (member,) = draft.delegations[0].members
        assert member.role is not None
        assert member.role[0].text == "Director of Official Works"
