"""The catalogues: every text of ours has its translation, and none is kept that is said no more.

UPDATE_CATALOGUES=1 writes them anew: what is new gets an empty line to fill in, what is gone goes.
"""

import os
import string
from io import BytesIO
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from spoken import constants, filled_in_too_early, spoken

from tracker.environment import LANGUAGES
from tracker.words.catalogue import catalogue, file_of
from tracker.words.language import phrase

TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]
WIDTH = 100


class Kept(Catalog):
    """A catalogue as its file is kept: sorted by the English, and without a word that changes by itself."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give the headers that say something."""
        return [
            ("Project-Id-Version", "commitments-tracker"),
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def kept(lang: str) -> Catalog:
    if not file_of(lang).exists():
        return Catalog(locale=lang)
    with file_of(lang).open("rb") as file:
        return read_po(file, locale=lang)


def entries(lang: str) -> dict[str, Message]:
    return {english(message): message for message in kept(lang) if message.id}


def english(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def translations(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [])


def anew(lang: str) -> bytes:
    """Write the catalogue of a language as it should be, with the translations there are."""
    there = entries(lang)
    wanted = Kept(locale=lang, fuzzy=False)
    wanted.header_comment = (
        f"# What the tracker says, in {wanted.locale.english_name if wanted.locale else lang}."
    )
    said = {english(message): message for message in spoken() if message.id}
    for text in said.keys() | {text for text in there if text in constants()}:
        message, old = said.get(text) or there[text], there.get(text)
        same = old is not None and isinstance(old.id, str) == isinstance(message.id, str)
        wanted.add(
            message.id,
            old.string if same and old else None,
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old else (),
        )
    out = BytesIO()
    write_po(out, wanted, width=WIDTH, no_location=True, sort_output=True, ignore_obsolete=True)
    return out.getvalue()


@pytest.fixture(params=TRANSLATED)
def lang(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    if os.environ.get("UPDATE_CATALOGUES"):
        file_of(name).parent.mkdir(parents=True, exist_ok=True)
        file_of(name).write_bytes(anew(name))
        catalogue.cache_clear()
    return name


def test_every_text_of_ours_has_its_translation(lang: str) -> None:
    there = entries(lang)
    said = {english(message) for message in spoken() if message.id}
    assert len(said) > 700
    missing = [text for text in said if text not in there or not all(translations(there[text]))]
    assert sorted(missing) == []


def test_no_translation_is_kept_of_what_is_said_no_more(lang: str) -> None:
    said = {english(message) for message in spoken() if message.id}
    assert sorted(entries(lang).keys() - said - constants()) == []


def test_the_file_of_a_catalogue_is_in_its_form(lang: str) -> None:
    assert file_of(lang).read_bytes().decode() == anew(lang).decode()


def test_no_sentence_is_filled_in_before_it_can_be_translated() -> None:
    assert filled_in_too_early() == []


def places(text: str) -> set[str | None]:
    """Give what a text fills in; how a number is written may differ."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_a_translation_fills_in_what_the_english_text_fills_in(lang: str) -> None:
    for text, message in entries(lang).items():
        for told in filter(None, translations(message)):
            assert places(told) == places(text), text


def test_a_translation_begins_and_ends_as_the_english_text_does(lang: str) -> None:
    for text, message in entries(lang).items():
        for told in filter(None, translations(message)):
            assert (told[:1].isspace(), told[-1:].isspace()) == (text[:1].isspace(), text[-1:].isspace()), (
                text
            )
            assert (told[-1:] in ".?:") == (text[-1:] in ".?:"), text


def test_every_form_of_a_plural_is_translated(lang: str) -> None:
    catalog = kept(lang)
    plurals, num_plurals = [message for message in catalog if message.pluralizable], catalog.num_plurals
    assert len(plurals) > 10
    for message in plurals:
        assert len(translations(message)) == num_plurals, message.id


def test_we_read_a_catalogue_as_babel_does(lang: str) -> None:
    ours = catalogue(lang)
    for message in kept(lang):
        if not message.id:
            continue
        if isinstance(message.id, str):
            assert ours.gettext(message.id) == (message.string or message.id)
        else:
            for form, told in enumerate(translations(message)):
                one, many = message.id
                count = 1 if form == 0 else 2
                assert ours.ngettext(one, many, count) == (told or (one, many)[count > 1])


PO = """
#. For translators: {x} is a number
#, fuzzy
msgid "guessed"
msgstr "adivinado"

# a plural
msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} día"
msgstr[1] "{count} días"

msgid ""
"over "
"two \\"lines\\"\\n"
msgstr "en dos"
"\\tlíneas"

msgid "not yet"
msgstr ""

#~ msgid "gone"
#~ msgstr "ido"
"""


def read(text: str) -> Any:
    from tracker.words.catalogue import Catalogue

    return Catalogue(BytesIO(text.encode()))


def test_what_is_guessed_gone_or_not_yet_translated_is_said_in_english() -> None:
    found = read(PO)
    assert found.gettext('over two "lines"\n') == "en dos\tlíneas"
    assert [found.gettext(text) for text in ("guessed", "gone", "not yet")] == ["guessed", "gone", "not yet"]
    assert found.ngettext("{count} day", "{count} days", 1) == "{count} día"
    assert found.ngettext("{count} day", "{count} days", 0) == "{count} días"
    assert found.ngettext("an ox", "oxen", 2) == "oxen"
    assert found.gettext("") == ""


def test_a_catalogue_says_itself_which_form_is_for_which_count() -> None:
    polish = (
        'msgid ""\nmsgstr ""\n'
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 :"\n'
        '" n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"\n\n'
        'msgid "day"\nmsgid_plural "days"\nmsgstr[0] "dzień"\nmsgstr[1] "dni"\nmsgstr[2] "dnia"\n'
    )
    found = read(polish)
    assert [found.ngettext("day", "days", count) for count in (1, 2, 12, 22)] == [
        "dzień",
        "dni",
        "dnia",
        "dni",
    ]


def test_what_is_not_ours_stays_as_it_is() -> None:
    assert phrase("es", "press") == "press"
    assert phrase("en", "since {day}", day="{x}") == "since {x}"
    assert phrase("es", "since {day}", day="{x}") == "desde {x}"
