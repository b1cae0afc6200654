"""What the store knows tells sides, spellings, and which commitment a sentence may be about."""

import yaml
from drafting import drafted, written

from tracker.draft.known import Known, KnownCommitment

DESK = Known(
    people={
        "Marcelo Ebrard": frozenset({"MX"}),
        "Marcelo Ebrard Casaubón": frozenset({"MX"}),
        "Ken Salazar": frozenset({"US"}),
        "Ana López": frozenset({"US", "MX"}),
        "Juan Salazar": frozenset({"MX"}),
    },
    institutions={"Border Agency": ("US", "BA")},
    mechanisms={"HLED": "hled"},
    themes={"root causes": "root-causes"},
    commitments=(KnownCommitment("otay", "Otay Mesa East international crossing", project="otay-mesa-east"),),
)
TITLE = "Meeting of the United States and Mexico\n\n"


def test_the_store_says_whose_official_somebody_is() -> None:
    text = TITLE + "Undersecretary Marcelo Ebrard attended the meeting."
    assert [each.party[0].text for each in drafted(text).delegations] == ["UNKNOWN"]
    page = written(text, DESK)
    assert "  - party: MX  # [2] computed: the store knows Marcelo Ebrard" in page


def test_a_name_that_the_rules_read_otherwise_is_read_as_the_store_knows_it() -> None:
    desk = Known(
        people={"Border Patrol Smith": frozenset({"US"}), "Ana López de los Reyes": frozenset({"MX"})}
    )
    text = TITLE + "The meeting was attended by Border Patrol Smith and Director Ana López de los Reyes."
    found = {
        member.name[0].text: side.party[0].text
        for side in drafted(text, desk).delegations
        for member in side.members
    }
    assert found == {"Border Patrol Smith": "US", "Ana López de los Reyes": "MX"}


def test_a_name_of_two_sides_says_none() -> None:
    text = TITLE + "Undersecretary Ana López attended the meeting."
    assert [each.party[0].text for each in drafted(text, DESK).delegations] == ["UNKNOWN"]


def test_a_surname_is_completed_where_the_store_knows_one_of_it() -> None:
    page = written(TITLE + "Secretary Ebrard and Ambassador Salazar attended the meeting.", DESK)
    assert "{name: Marcelo Ebrard Casaubón, role: Secretary}" in page
    assert "Marcelo Ebrard Casaubón computed: Secretary Ebrard, known to the store" in page
    assert "name: Ken Salazar" not in page


def test_institutions_and_mechanisms_of_the_store_are_subjects() -> None:
    text = TITLE + "Border Agency will send two inspectors.\n\nThe HLED agreed to meet in May."
    assert [each.obligors for each in drafted(text, DESK).commitments] == [["US"], ["US", "MX"]]


def test_reaffirmed_and_status_sentences_say_which_commitment_they_may_be_about() -> None:
    text = TITLE + (
        "Both sides reaffirmed the Otay Mesa East crossing.\n\nThe Otay Mesa East crossing is "
        "under construction.\n\n"
        "Opening of the Otay Mesa East crossing was postponed to 2027."
    )
    page = written(text, DESK)
    assert "  # - commitment: otay  # [2] it may be: Otay Mesa East international crossing" in page
    assert (
        "  # - commitment: otay  # [3] it may be: Otay Mesa East international crossing\n  #   "
        "status: in-progress" in page
    )
    assert "  #   deadline: 2027" in page
    live = yaml.load(page, yaml.BaseLoader)  # noqa: S506 (texts alone)
    assert not live["reaffirmed"]
    assert not live["updates"]
    assert not live["deadlines"]


def test_an_occasion_that_the_store_has_is_said() -> None:
    memo = "On 4 May 2023 the United States and Mexico met in Tijuana.\n\nMexico agreed to open a lane."
    (doubt,) = drafted(memo, Known(occasions=frozenset({"2023-05-04-tijuana"}))).notes
    assert doubt.startswith("the store has 2023-05-04-tijuana already: recording corrects it")
    assert not drafted(memo, Known(occasions=frozenset({"2023-05-04-nogales"}))).notes
