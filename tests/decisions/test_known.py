"""What a decision has read: what stands, while it takes back one thing after the other."""

from hypothesis import given
from hypothesis import strategies as st

from events.facts import EventRetracted, Fact
from tracker.decisions.known import Known
from tracker.testing import History, agreed, claimed, revised


@given(st.lists(st.integers(0, 12), max_size=12))
def test_what_stands_after_each_retraction_is_what_stands_when_all_is_read_anew(targets: list[int]) -> None:
    stamps = History().stamps()
    facts: list[Fact] = [claimed(on=f"2023-01-0{day}").stamped(stamps.next()) for day in (1, 2, 3)]
    known = Known()
    for fact in facts:
        known.add(fact)
    for target in targets:
        event = facts[target % len(facts)].stamp.id
        retraction = EventRetracted(event=event, reason="a mistake").stamped(stamps.next())
        facts.append(retraction)
        known.add(retraction)
        anew = Known()
        for fact in facts:
            anew.add(fact)
        assert [known.stands(fact) for fact in facts] == [anew.stands(fact) for fact in facts]


def test_what_is_supposed_gone_stands_again_afterwards() -> None:
    stamps, known = History().stamps(), Known()
    one, other = (claimed(on=day).stamped(stamps.next()) for day in ("2023", "2024"))
    known.add(one)
    known.add(other)
    with known.without([one]):
        assert not known.stands(one)
        assert known.stands(other)
    assert known.stands(one)


def test_the_last_announced_is_not_the_last_recorded(history: History) -> None:
    history.given(agreed("crossing", deadline="2024"))
    history.given(revised("crossing", "2030", on="2023-06"), revised("crossing", "2026", on="2023-01-01"))
    history.when(revised("crossing", "2028", on="2024-01-01"))
    assert history.notes == ["2028 is earlier than the deadline of crossing so far, 2030"]
