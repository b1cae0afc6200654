"""Writes a draft as minutes: YAML whose comments hold the sources; nothing breaks out of a comment."""

import json
import re
from collections.abc import Iterator

from events.sentences import sentence
from tracker.draft.draft import Cited, Commitment, Delegation, Draft, Member
from tracker.draft.values import COMPUTED, GIVEN, LIVE, UNKNOWN
from tracker.pages.wrap import wrapped
from tracker.words.language import phrase

_PLAIN = re.compile(r"[^\W_](?:[\w .’()/+-]*[\w.)])?")
_WORDS_OF_YAML = frozenset({"null", "~", "true", "false", "yes", "no", "on", "off"})


WIDTH = 80
"""Columns of the comments that are ours."""

_HEAD = sentence(
    "A draft, to be read beside the memo: nothing of it is recorded, and `record` refuses it until line 1"
    " is gone. A value stands in the sentence cited beside it, or says what it was computed from, or that it"
    " was given. UNKNOWN is what it does not say: find out, or delete it."
)
_WHAT_TO_DO = sentence("Read, uncomment, merge, shorten ids; delete line 1; tracker record -n FILE")


def write_draft(draft: Draft, lang: str = "en") -> str:
    """Write a draft as YAML; the first line is its lock. Its comments are in the reader's language."""
    return "\n".join(_Page(draft, lang).lines()) + "\n"


def comment(text: str) -> str:
    """Give a text as what may stand after `# `: one line, whatever ends a line anywhere made a blank."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def scalar(text: str) -> str:
    """Give a text as a value of YAML: plain where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML and "  " not in text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(
        sign
        if sign.isprintable()
        else f"\\u{ord(sign):04x}"
        if ord(sign) < 0x10000
        else f"\\U{ord(sign):08x}"
        for sign in quoted
    )


_MAY_BE = sentence("it may be: {title}")


class _Page:
    """The lines of a draft; every sentence is written out where it is first needed, once."""

    def __init__(self, draft: Draft, lang: str) -> None:
        self.draft = draft
        self._lang = lang
        self.by_number = {each.number: each for each in draft.sentences}
        self.texts = {each.sentence.number for each in draft.commitments}
        self.written: set[int] = set()

    def lines(self) -> Iterator[str]:
        """Write the sections in the order of minutes, then what nothing was taken from."""
        yield from self._head()
        yield from self._occasion()
        yield from self._sources()
        yield from self._delegations()
        yield from self._absent()
        yield from self._commitments()
        yield from self._reports("updates")
        yield from self._reports("deadlines")
        yield from self._reaffirmed()
        yield from self._proposed()

        yield from self._left()

    def _head(self) -> Iterator[str]:
        draft = self.draft
        yield f"draft: {scalar(draft.memo.name)}"
        for ours in (_HEAD, _WHAT_TO_DO):
            yield from wrapped(self._say(ours), WIDTH, "# ", "# ")
        if draft.parties:
            yield f"# {self._say('Parties: {parties}', parties=', '.join(draft.parties))}"
        for note in draft.notes:
            yield f"# {self._say('Note: {note}', note=note)}"
        yield ""

    def _say(self, text: str, **values: object) -> str:
        """Say one of our own sentences, as it may stand in a comment."""
        return comment(phrase(self._lang, text, **values))

    # Sentences

    def _place(self, number: int) -> str:
        stands = self.by_number[number]
        where = (
            self._say("page {number}", number=stands.page)
            if stands.page
            else self._say("line {number}", number=stands.line)
        )
        return f"[{number}] {where}"

    def _sources_of(self, numbers: list[int], indent: str) -> Iterator[str]:
        """Write sentences out that are not written yet; those that are a commitment's text stand there."""
        for number in numbers:
            if number and number not in self.written and number not in self.texts:
                self.written.add(number)
                yield f"{indent}# {self._place(number)}: {comment(self.by_number[number].text)}"

    def _beside(self, cited: Cited) -> str:
        """Say beside a value where it comes from."""
        value, number = cited
        where = f"[{number}]" if number else ""
        if value.how == GIVEN:
            return f"  # {self._say('given: {words}', words=value.words)}"
        if value.how == COMPUTED and value.words:
            said = self._say("computed: {words}", words=value.words)
            return f"  # {where} {said}" if where else f"  # {said}"
        return f"  # {where}" if where else ""

    # Sections

    def _occasion(self) -> Iterator[str]:
        draft = self.draft
        yield f"{'document' if draft.is_document else 'meeting'}:"
        yield from self._sources_of(sorted({number for _, number in draft.occasion.values()}), "  ")
        for key, cited in draft.occasion.items():
            yield f"  {key}: {scalar(cited[0].text)}{self._beside(cited)}"
            if key == "held" and cited[0].text == UNKNOWN and draft.asked:
                asked = repr(comment(draft.asked))
                without = self._say("the memo says {words} without a year; --held says the day", words=asked)
                yield f"  # {without}"
        for kind, id_, number in draft.known:
            if kind == "mechanism" and not draft.is_document:
                yield from self._sources_of([number], "  ")
                known = self._say("known to the store")
                yield f"  # mechanism: {scalar(id_)}  # [{number}], {known}"
        yield ""

    def _sources(self) -> Iterator[str]:
        draft, entries = self.draft, list[str]()
        if draft.memo.is_file and draft.memo.digest:
            itself = self._say("given: {words}", words=sentence("the memo itself"))
            entries.append(f"  - file: {scalar(draft.memo.name)}  # {itself}")
            of_it = self._say("computed: {words}", words=sentence("of the file"))
            entries.append(f"    digest: {scalar(draft.memo.digest)}  # {of_it}")
            if draft.issued is not None:
                entries.extend(self._sources_of([draft.issued[1]], "    "))
                entries.append(f"    published: {scalar(draft.issued[0].text)}{self._beside(draft.issued)}")
        for value, number in draft.urls:
            entries.extend(self._sources_of([number], "  "))
            entries.append(f"  - url: {scalar(value.text)}  # [{number}]")
        if entries:
            yield "sources:"
            yield from entries
            yield ""

    def _delegations(self) -> Iterator[str]:
        if not self.draft.delegations:
            return
        yield "delegations:"
        for delegation in self.draft.delegations:
            yield from self._delegation(delegation)
        yield ""

    def _delegation(self, delegation: Delegation) -> Iterator[str]:
        numbers = sorted(
            {delegation.party[1], *(number for each in delegation.members for number in each.sentences)}
        )
        yield from self._sources_of(numbers, "  ")
        yield f"  - party: {scalar(delegation.party[0].text)}{self._beside(delegation.party)}"
        heads = [each for each in delegation.members if each.head]
        if heads:
            others = ", ".join(each.name[0].text for each in heads[1:])
            also = f", {self._say('with {names}', names=others)}" if others else ""
            yield f"    head: {scalar(heads[0].name[0].text)}  # [{heads[0].name[1]}]{also}"
        yield "    members:"
        for member in delegation.members:
            yield f"      - {{{', '.join(self._keys_of(member))}}}{self._member_notes(member)}"

    @staticmethod
    def _keys_of(member: Member) -> Iterator[str]:
        for key in ("name", "role", "institution", "on_behalf_of"):
            cited: Cited | None = getattr(member, key)
            if cited is not None:
                text = cited[0].text
                yield f"{key}: {scalar(text) if _PLAIN.fullmatch(text) else _quoted(text)}"

    def _member_notes(self, member: Member) -> str:
        cited = " ".join(f"[{number}]" for number in member.sentences)
        computed = {
            f"{value.text} {self._say('computed: {words}', words=value.words)}"
            for value, _ in filter(None, (member.name, member.institution, member.on_behalf_of))
            if value.how == COMPUTED
        }
        return "  # " + "; ".join(filter(None, [cited, *sorted(computed)]))

    def _absent(self) -> Iterator[str]:
        if not self.draft.absent:
            return
        yield f"# {self._say('Named, and not said to be present:')}"
        for name, role, number in self.draft.absent:
            yield from self._sources_of([number], "")
            yield f"#   {comment(name)}{f' ({comment(role)})' if role else ''} [{number}]"
        yield ""

    def _commitments(self) -> Iterator[str]:
        if not self.draft.commitments:
            return
        yield "commitments:"
        for kind, id_, number in self.draft.known:
            if kind == "theme":
                yield f"  # {self._say('theme known to the store: {theme}', theme=scalar(id_))} [{number}]"
        for each in self.draft.commitments:
            yield from self._commitment(each)
        yield ""

    def _commitment(self, each: Commitment) -> Iterator[str]:
        number, live = each.sentence.number, each.grade == LIVE
        self.written.add(number)
        yield from self._sources_of([each.lead or 0, each.due_at], "  ")
        lead = f", {self._say('of {lead}', lead=f'[{each.lead}]')}" if each.lead else ""
        place = f"{self._place(number)}{lead}"
        why = self._say("candidate, {place}: {why}", place=place, why=each.why)
        yield f"  # {place}" if live else f"  # {why}"
        mark = "  " if live else "  # "
        for number, line in enumerate(self._keys_of_commitment(each)):
            yield f"{mark}{'- ' if not number else '  '}{line}"
        if each.about is not None:
            about = self._say("it may be {id}: {title}", id=each.about.id, title=each.about.title)
            yield f"  # {about}"

    def _keys_of_commitment(self, each: Commitment) -> Iterator[str]:
        yield f"id: {scalar(each.id)}"
        yield f"text: {_quoted(each.sentence.text)}"
        words = f"  # {self._say('computed: {words}', words=each.words)}" if each.words else ""
        yield f"obligors: [{', '.join(map(scalar, each.obligors or [UNKNOWN]))}]{words}"
        if each.deadline is not None:
            value = each.deadline.value
            if value is None:
                left = "# " if each.grade == LIVE else ""
                said = self._say("the memo says {words}", words=each.deadline.words)
                yield f"{left}deadline: {UNKNOWN}  # {said}"
            else:
                at = each.due_at or each.sentence.number
                yield f"deadline: {scalar(value.text)}{self._beside((value, at))}"

    def _reports(self, section: str) -> Iterator[str]:
        reports = [each for each in self.draft.reports if each.section == section]
        if not reports:
            return
        yield f"{section}:"
        for each in reports:
            yield from self._sources_of([each.sentence], "  ")
            about = scalar(each.about.id) if each.about else UNKNOWN
            title = f" {self._say(_MAY_BE, title=each.about.title)}" if each.about else ""
            yield f"  # - commitment: {about}  # [{each.sentence}]{title}"
            keys = {
                "status": each.status,
                "deadline": each.deadline,
                "by": each.by or UNKNOWN,
                "effective": each.effective,
            }
            for key, text in keys.items():
                if text:
                    yield f"  #   {key}: {scalar(text)}"
        yield ""

    def _reaffirmed(self) -> Iterator[str]:
        if not self.draft.reaffirmed:
            return
        yield "reaffirmed:"
        for number, about in self.draft.reaffirmed:
            yield from self._sources_of([number], "  ")
            title = f"  # [{number}]"
            if about:
                title += f" {self._say(_MAY_BE, title=about.title)}"
            yield f"  # - commitment: {scalar(about.id) if about else UNKNOWN}{title}"
        yield ""

    def _proposed(self) -> Iterator[str]:
        """Write what a helper program proposes: in comments, and in the place of nothing."""
        if not self.draft.proposed:
            return
        by = comment(self.draft.helper)
        for each in self.draft.proposed:
            yield from self._sources_of([each.sentence], "")
            keys = ", ".join(f"{key}: {_quoted(comment(text))}" for key, text in each.keys.items())
            yield f"# {self._say('by {program}', program=by)}, [{each.sentence}] {each.kind}: {{{keys}}}"
        yield ""

    def _left(self) -> Iterator[str]:
        left = [each for each in self.draft.sentences if each.number not in self.written]
        if left:
            yield f"# {self._say('Nothing was taken from:')}"
            yield from self._sources_of([each.number for each in left], "")


def _quoted(text: str) -> str:
    """Give a text in double quotes, whatever it is."""
    found = scalar(text)
    return found if found.startswith('"') else f'"{found}"'
