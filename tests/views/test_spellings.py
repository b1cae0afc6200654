"""Which spellings are proposed as one person's, among many names as among few."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.views.spellings import Name, Suggestion, _join, likely_same, suggest

FIRST = ["Ana", "Anna", "A.", "José", "Jose", "Ken", "Kenneth", "Maria Jose", "M. J.", 'Kenneth "Ken"', "J"]
LAST = ["Ruiz", "Ruíz", "Salazar", "Salazr", "Salazar Adame", "S.", "Gonzalez (NSC)", "Gonzales", "Azar Ana"]


def test_a_name_left_short_a_typo_and_an_accent_are_proposed_with_their_reasons() -> None:
    names = ["Ken Salazar", "Kenneth Salazar", "Kenneth Salazr", "Ana Ruiz", "Ana Ruíz", "Luis Soto"]
    assert [each.row() for each in suggest(names)] == [
        {
            "show": "Kenneth Salazar",
            "spellings": ["Ken Salazar", "Kenneth Salazr"],
            "reasons": ["a nickname", "a likely typo"],
        },
        {"show": "Ana Ruiz", "spellings": ["Ana Ruíz"], "reasons": ["accents"]},
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.builds("{} {}".format, st.sampled_from(FIRST), st.sampled_from(LAST)), max_size=12))
def test_looking_only_at_names_with_a_word_alike_misses_none(names: list[str]) -> None:
    assert [each.row() for each in suggest(names)] == [each.row() for each in _comparing_all(names)]


def _comparing_all(names: list[str]) -> list[Suggestion]:
    parsed = [Name.parse(name) for name in dict.fromkeys(names)]
    groups: dict[str, Suggestion] = {}
    for place, one in enumerate(parsed):
        for other in parsed[place + 1 :]:
            if reason := likely_same(one, other):
                _join(groups, one.written, other.written, reason)
    return list({id(group): group for group in groups.values()}.values())


@settings(max_examples=300, deadline=None)
@given(st.text("abc", min_size=5, max_size=40), st.data())
def test_a_typo_leaves_three_letters_in_a_row_alike(word: str, data: st.DataObject) -> None:
    """Drop and insert letters: what still passes for a typo is found among other names."""
    other = list(word)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(other) - 1))
        other[place : place + data.draw(st.integers(0, 1))] = data.draw(st.text("abc", max_size=1))
        if not other:
            return
    names = [f"Ana {word}", f"Ana {''.join(other)}"]
    assert [each.row() for each in suggest(names)] == [each.row() for each in _comparing_all(names)]
