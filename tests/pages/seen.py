"""What a page of HTML is made of: tags with their attributes, and the texts between them."""

from html.parser import HTMLParser

Seen = list[tuple[str, ...]]
"""`("<", tag, attributes…)`, `(">", tag)`, `("text", text)`, and whatever else there is by its kind."""


class Page(HTMLParser):
    """A page, read from its beginning to its end; a text that nothing interrupts is one."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: Seen = []
        self.feed(page)
        self.close()

    @property
    def texts(self) -> list[str]:
        """The texts, but for the line breaks between tags."""
        return [each[1] for each in self.seen if each[0] == "text" and each[1] != "\n"]

    @property
    def tags(self) -> list[tuple[str, ...]]:
        """The tags that begin something, with their attributes."""
        return [each[1:] for each in self.seen if each[0] == "<"]

    @property
    def others(self) -> Seen:
        """What is neither tag nor text."""
        return [each for each in self.seen if each[0] not in {"<", ">", "text"}]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that begins something."""
        self.seen.append(("<", tag, *(f"{name}={value}" for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Keep a tag that ends something."""
        self.seen.append((">", tag))

    def handle_data(self, data: str) -> None:
        """Keep a text, or more of it."""
        if self.seen and self.seen[-1][0] == "text":
            data = self.seen.pop()[1] + data
        self.seen.append(("text", data))

    def handle_comment(self, data: str) -> None:
        """Keep a comment."""
        self.seen.append(("comment", data))

    def handle_pi(self, data: str) -> None:
        """Keep an instruction."""
        self.seen.append(("instruction", data))

    def unknown_decl(self, data: str) -> None:
        """Keep a declaration; the one of the document's type is passed over."""
        self.seen.append(("declaration", data))
