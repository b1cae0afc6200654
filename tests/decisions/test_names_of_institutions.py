"""Names that may be somebody else's: refused where it matters who speaks or is obliged."""

from tracker.testing import History, agreed, claimed, fact, held, institution, sent


def test_an_institution_that_two_parties_have_needs_its_party(history: History) -> None:
    history.given(institution("INM", "MX"), institution("INM", "US"))
    history.when(agreed("crossing", obligors=["INM"])).then_refused(
        "INM may be MX/INM or US/INM", "Write its party too."
    )
    history.when(agreed("crossing", obligors=["MX/INM"])).then_types("commitment.agreed")


def test_a_name_that_two_institutions_have_is_no_id_and_taken_as_text(history: History) -> None:
    history.given(
        institution("INM", "MX", names="The Institute"), institution("IOM", "US", names="The Institute")
    )
    history.given(agreed("crossing"))
    history.when(claimed(by="The Institute")).then_types("status.updated")


def test_a_recorded_party_in_other_letters_is_refused_as_a_claimant(history: History) -> None:
    history.given(fact("party.recorded", id="ECLAC", spellings=["CEPAL"]), agreed("crossing"))
    history.when(claimed(by="CEPAL")).then_refused("'CEPAL' is ECLAC in other letters", "Write ECLAC.")
    history.when(claimed(by="ECLAC")).then_types("status.updated")


def test_a_theme_may_be_called_as_a_party_is_also_spelt(history: History) -> None:
    history.given(fact("party.recorded", id="ECLAC", spellings=["CEPAL"]))
    history.when(agreed("crossing", theme="CEPAL", project="CEPAL")).then_types("commitment.agreed")


def test_a_member_is_of_the_institution_of_their_own_party(history: History) -> None:
    history.given(institution("INM", "MX"), institution("INM", "US"), held("summit", "2022-03-14"))
    members = [{"name": "Ana Ruiz", "institution": "INM"}]
    history.when(sent("MX", "summit", members=members)).then_types("delegation.recorded")


def test_a_countrys_code_and_a_path_are_nobody_elses_spelling(history: History) -> None:
    history.given(fact("party.recorded", id="USMCA", spellings=["US", "MX/INM"]))
    history.when(agreed("crossing", obligors=["US", "MX/INM"])).then_types("commitment.agreed")
