"""The site in a real browser: Chromium, where it is installed; nothing is fetched from anywhere."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed")
import pypdf
from command_line import CommandLine
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = find_spec("axe_core_python")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
    pytest.mark.xdist_group("browser"),
]
KINDS = (
    "index commitments/sixaola-bridge commitments/radio-network meetings/2024-02-20-san-jose themes parties"
    " people institutions mechanisms meetings documents themes/customs known method data"
)
PATIENCE = 20_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE
            )
        except Error as error:
            pytest.skip(f"Chromium does not start here: {error.message.splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """Open the overview; nothing may be complained of, or asked of anybody, until the end of the test."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith("file:") else wrong.append(asked.url))
    page.goto((site / "index.html").as_uri())
    yield page
    context.close()
    assert wrong == []


def titles(page: Page) -> list[str]:
    return page.locator("#status tbody th").all_inner_texts()


@pytest.mark.parametrize("lang", ["", "es/"])
def test_no_kind_of_page_has_a_barrier_that_axe_knows(page: Page, site: Path, lang: str) -> None:
    if AXE is None or AXE.origin is None:
        pytest.skip("axe-core is not installed")
    axe = Path(AXE.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    found = []
    for kind in KINDS.split():
        page.goto((site / f"{lang}{kind}.html").as_uri())
        page.evaluate(axe)
        faults = page.evaluate("axe.run()")["violations"]
        found += [(kind, fault["id"], fault["nodes"][0]["html"][:120]) for fault in faults]
    assert found == []


def test_the_table_is_filtered_and_sorted_and_the_back_button_takes_it_back(page: Page) -> None:
    before = titles(page)
    page.select_option("#f-theme", "customs")
    expect(page.locator("#status tbody tr")).to_have_count(1)
    assert page.inner_text("#counted") == "1 of 8 commitments"
    page.go_back()
    expect(page.locator("#status tbody tr")).to_have_count(len(before))
    page.fill("#f-text", "RIO sixaola")
    expect(page.locator("#counted")).not_to_be_empty()
    page.click("button[type=reset]")
    page.click("#status thead button >> nth=0")
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    assert titles(page) == sorted(before, key=str.casefold)
    page.reload()
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    assert float(page.get_attribute("#status", "data-took") or "inf") < 100


def test_the_language_is_switched_and_the_page_stays(page: Page, site: Path) -> None:
    page.goto((site / "commitments/sixaola-bridge.html").as_uri())
    page.click("text=Español")
    assert page.url.endswith("/es/commitments/sixaola-bridge.html")
    assert page.get_attribute("html", "lang") == "es"
    page.click("text=English")
    assert page.url.endswith("site/commitments/sixaola-bridge.html")


def test_the_keyboard_alone_goes_to_the_content_and_opens_a_commitment(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if "commitments/" in (page.evaluate("document.activeElement.getAttribute('href')") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/commitments/*.html")


def test_it_is_whole_without_a_script(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((site / "index.html").as_uri(), timeout=PATIENCE)
    assert not page.is_visible("#filter")
    assert page.locator("#status tbody tr").count() == 8
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_is_wider_than_the_screen(page: Page, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for kind in KINDS.split():
        page.goto((site / f"{kind}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind


def sheets(page: Page) -> int:
    """Print a page; give how many sheets it takes."""
    return len(pypdf.PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages)


def test_a_commitment_is_printed(page: Page, site: Path) -> None:
    page.goto((site / "commitments/sixaola-bridge.html").as_uri())
    assert sheets(page) <= 2


@pytest.mark.parametrize("verb", ["brief", "show sixaola-bridge", "status", "scorecard"])
def test_what_a_verb_writes_as_html_is_one_sheet_in_the_look_of_the_site(
    page: Page, published_desk: CommandLine, tmp_path: Path, verb: str
) -> None:
    written = tmp_path / "page.html"
    theme = [] if verb.startswith("show") else ["--theme", "border-works"]
    published_desk.done(*verb.split(), *theme, "-f", "html", "-o", str(written))
    page.goto(written.as_uri())
    assert sheets(page) == 1
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == "27.2px"
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    if AXE is not None and AXE.origin is not None:
        axe = Path(AXE.origin).with_name("axe.min.js").read_text(encoding="utf-8")
        page.evaluate(axe)
        assert [fault["id"] for fault in page.evaluate("axe.run()")["violations"]] == []
