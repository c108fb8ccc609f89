"""What is alive on a web page: scripts, handlers, frames, links that run something."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

LOADING = ("iframe", "object", "embed", "svg", "form", "base", "meta", "link", "frame", "applet")
LINKS = ("href", "src", "action", "formaction", "data", "srcdoc", "xlink:href", "srcset", "poster")
SCHEMES = ("", "http", "https", "mailto")


class Live(HTMLParser):
    """Collects what a browser would run or load; equal for two pages that run the same."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[str] = Counter()
        self._in_script = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        if tag == "script":
            self.found[f"script {sorted(attrs, key=str)}"] += 1
        if tag in LOADING:
            self.found[f"{tag} {sorted(attrs, key=str)}"] += 1
        for name, value in attrs:
            # A browser drops blanks and control characters before it looks at the scheme.
            address = "".join(c for c in value or "" if c > " ")
            if name.startswith("on"):
                self.found[f"{tag} {name}={value}"] += 1
            elif name in LINKS and not _is_harmless(tag, address):
                self.found[f"{tag} {name}={address[:200]}"] += 1

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.found[f"script {data}"] += 1

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False


def _is_harmless(tag: str, address: str) -> bool:
    if tag == "img" and address.lower().startswith(("data:image/png;base64,", "data:image/jpeg")):
        return True
    try:
        return urlsplit(address).scheme.lower() in SCHEMES
    except ValueError:
        return False
