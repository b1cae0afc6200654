"""Who is who: institutions inside institutions, and topics in any of their spellings."""

from small_cases import directory, institution

MANY = directory(
    institution("US/DHS"),
    institution("US/CBP", "DHS"),
    institution("US/USBP", "US/CBP"),
    institution("US/INM"),
    institution("MX/INM"),
    topics=[("theme", "border", ["Frontera", "The Border"]), ("project", "border", ["Otay"])],
)


def test_an_institution_is_found_by_its_id_unless_two_parties_share_it() -> None:
    assert MANY.institutions["CBP"] == MANY.institutions["US/CBP"]
    assert "INM" not in MANY.institutions
    assert MANY.institutions["MX/INM"].party == "MX"


def test_ancestors_are_listed_the_innermost_first() -> None:
    assert [each.id for each in MANY.ancestors(MANY.institutions["USBP"])] == ["CBP", "DHS"]


def test_a_circle_of_parents_ends() -> None:
    round_and_round = directory(institution("US/A", "B"), institution("US/B", "A"))
    assert [each.id for each in round_and_round.ancestors(round_and_round.institutions["A"])] == ["B", "A"]


def test_within_an_institution_is_all_that_is_inside_it_however_it_is_written() -> None:
    assert MANY.within("CBP") == {"CBP", "US/CBP", "USBP", "US/USBP"}
    assert MANY.within("nobody-recorded") == {"nobody-recorded"}


def test_of_a_party_are_its_institutions_by_every_name_that_is_theirs_alone() -> None:
    assert MANY.of_party("MX") == {"MX", "MX/INM"}


def test_a_topic_is_found_by_any_spelling_of_its_own_kind() -> None:
    assert MANY.topic("theme", "Frontera") == "border"
    assert MANY.topic("theme", "Otay") == "Otay"
    assert MANY.topic("theme", None) is None
    assert MANY.spellings("theme", "The Border") == {"border", "Frontera", "The Border"}
    assert MANY.spellings("theme", "unheard") == {"unheard"}


def test_themes_in_two_spellings_of_one_are_one() -> None:
    assert MANY.themes({"themes": ["Frontera", "water", "border"]}) == ["border", "water"]


def test_an_institution_reports_for_an_obligor_it_is_anywhere_under() -> None:
    for obligors in (["US"], ["DHS"], ["US/DHS"], ["US/CBP"], ["USBP"]):
        assert MANY.speaker("USBP", obligors).reports
    for obligors in (["MX"], ["US/INM"], ["US/USBP-2"]):
        assert not MANY.speaker("USBP", obligors).reports
