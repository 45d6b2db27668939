"""The board as the preparer and the room see it."""

from __future__ import annotations

import re
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browsing import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

pytestmark = pytest.mark.browser

PICKED = ("vivien-2022", "gajic-2018", "geyer-2011-2", "icard-2021", "modi-2015", "kumar-2018")
WORDIEST = (
    "scholte-2009",
    "freelibrary-nd-1",
    "archbronconeumol-nd-1",
    "casesjournal-2008-1",
    "kang-2010",
    "jjsre-nd-1",
)
"""Picked cases of which most is not read: the words for it take the most room."""
PATIENT = "&".join(
    [
        "p_drug=pomalidomide&p_days=60&p_prior_imid=yes&p_symptoms=dyspnea&p_symptoms=fever",
        "p_ct_patterns=ground-glass+opacities&p_lymphocytes=40&p_eosinophils=25&p_steroid=no&p_age=72",
        *(f"p_picked={case}" for case in PICKED),
    ]
)
SMALLEST_LETTER = """() => {
    const sizes = [];
    const walker = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const shown = walker.currentNode.parentElement;
        const box = shown.getBoundingClientRect();
        const icon = shown.closest('[data-testid="stIconMaterial"]');
        if (!walker.currentNode.textContent.trim() || !box.width || icon || shown.closest('style')) continue;
        const zoom = shown.currentCSSZoom ?? 1;
        sizes.push([parseFloat(getComputedStyle(shown).fontSize) * zoom, walker.currentNode.textContent.trim()]);
    }
    return sizes.sort((a, b) => a[0] - b[0])[0];
}"""


def opened(page: Page, address: str) -> Page:
    """Open a link and wait until the page has been drawn: boxes of a table that is still growing change places."""
    page.goto(address)
    settle(page)
    return page


@pytest.fixture(scope="module")
def board(dashboard: str, browser: Browser) -> str:
    """Give the address of the board of a dashboard that has been looked at before."""
    page = browser.new_page()
    opened(page, dashboard)
    page.close()
    return f"{dashboard}/board"


@pytest.fixture
def reader(page: Page) -> Page:
    """Open a page in a window of ordinary size."""
    page.set_viewport_size({"width": 1280, "height": 800})
    return page


@pytest.fixture(scope="module")
def screens(browser: Browser) -> Iterator[Callable[[tuple[int, int, int]], BrowserContext]]:
    """Give a window of a width, height and enlargement; there is one of each, since its second page opens sooner."""
    with ExitStack() as windows:

        @cache
        def window(screen: tuple[int, int, int]) -> BrowserContext:
            width, height, enlarged = screen
            viewport: ViewportSize = {"width": width, "height": height}
            return windows.enter_context(browser.new_context(viewport=viewport, device_scale_factor=enlarged))

        yield window


SCREENS = [(1280, 800, 1), (1920, 1080, 1), (960, 540, 2)]

OFF_THE_AXIS = """() => {
    const sides = part => { const {left, right} = part.getBoundingClientRect(); return [left, right] }
    const strip = [...document.querySelectorAll(".strip")].find(drawn => drawn.getClientRects().length)
    const axis = sides(strip.querySelector(".axis"))
    return [...strip.querySelectorAll("dd:nth-child(3n + 2)")]
        .map(sides).filter(row => row.some((side, end) => Math.abs(side - axis[end]) > 1))
}"""


@pytest.mark.slow
@pytest.mark.parametrize("screen", [(1280, 800), (390, 844)])
def test_dots_of_the_room_stand_on_the_axis_of_days_and_of_the_patient(
    board: str, browser: Browser, screen: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": screen[0], "height": screen[1]})
    opened(page, f"{board}?view=present&{PATIENT}")
    page.locator(".strip a").first.wait_for()

    off_the_axis = page.evaluate(OFF_THE_AXIS)
    page.close()

    assert off_the_axis == []


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("picked", [("vivien-2022", "geyer-2011-2", "kang-2010", "icard-2021"), WORDIEST])
def test_the_screen_of_the_room_needs_no_scrolling_whatever_is_picked(
    board: str,
    screens: Callable[[tuple[int, int, int]], BrowserContext],
    picked: tuple[str, ...],
    screen: tuple[int, int, int],
) -> None:
    stated = {"view": "present", "p_drug": "pomalidomide", "p_days": "60", "p_prior_imid": "yes", "p_picked": picked}
    page = opened(screens(screen).new_page(), f"{board}?{urlencode(stated, doseq=True)}")
    page.locator(".strip a").first.wait_for()

    scrolled = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight - main.clientHeight")
    page.close()

    assert scrolled <= 1


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_screen_of_the_room_needs_no_scrolling_and_has_no_small_letter(
    board: str,
    screens: Callable[[tuple[int, int, int]], BrowserContext],
    screen: tuple[int, int, int],
    scheme: Literal["light", "dark"],
) -> None:
    """As it is at 1280 x 800, at 1920 x 1080, and there at 200 %, where the page has half as many pixels."""
    width, height, enlarged = screen
    page = screens(screen).new_page()
    page.emulate_media(color_scheme=scheme)
    opened(page, f"{board}?view=present&{PATIENT}")
    page.get_by_text("4 · Given again?").first.wait_for()
    page.locator(".strip a").first.wait_for()

    scrolled = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(part => part.scrollHeight > part.clientHeight + 1
            && ['auto', 'scroll'].includes(getComputedStyle(part).overflowY) && part.clientHeight > 0
            && part.getBoundingClientRect().width).map(part => part.dataset.testid || part.className)"""
    )
    lowest = page.get_by_text("Not reported is not absent").locator("visible=true").bounding_box()
    smallest = page.evaluate(SMALLEST_LETTER)
    farthest_right = page.locator(".strip:visible").evaluate_all(
        "charts => Math.max(...charts.map(chart => chart.getBoundingClientRect().right))"
    )

    assert scrolled == []
    assert farthest_right <= width
    assert lowest is not None
    assert lowest["y"] + lowest["height"] <= height
    numbers = page.locator("[class*=st-key-numbers_] strong").evaluate_all(
        "numbers => numbers.map(number => parseFloat(getComputedStyle(number).fontSize))"
    )
    assert smallest[0] * enlarged >= (21 if width * enlarged > 1700 else 15.99), smallest
    assert min(numbers) * enlarged >= (28 if width * enlarged > 1700 else 20)
    assert lowest["y"] + lowest["height"] > height * 0.95
    page.close()


@pytest.mark.slow
def test_a_number_opens_its_cases(board: str, reader: Page) -> None:
    opened(reader, f"{board}?view=present&{PATIENT}")

    reader.locator(".st-key-open_after_stopping_1 button").click()

    popover = reader.get_by_test_id("stPopoverBody")
    popover.get_by_text("5 of 5 reported").wait_for()
    expect(popover.get_by_role("row")).to_have_count(6)


@pytest.mark.slow
def test_two_people_on_two_browsers_never_see_each_others_patient(board: str, browser: Browser) -> None:
    first, second = browser.new_context(), browser.new_context()
    one = opened(first.new_page(), f"{board}?view=present&{PATIENT}")
    other = opened(second.new_page(), f"{board}?view=present&p_drug=thalidomide&p_days=7&p_age=32")

    one.reload()
    other.reload()
    one.get_by_text("this patient, day 60").first.wait_for()
    other.get_by_text("this patient, day 7").first.wait_for()

    assert "72 years" in one.locator(".st-key-patient_line").inner_text()
    assert "32 years" not in one.locator("body").inner_text()
    assert "32 years" in other.locator(".st-key-patient_line").inner_text()
    assert "72 years" not in other.locator(".st-key-patient_line").inner_text()
    assert "vivien-2022" not in other.locator(".st-key-band_picked table").inner_text()
    blank = opened(browser.new_context().new_page(), f"{board}?view=present")
    expect(blank.locator(".st-key-patient_line")).to_contain_text("nothing is stated", timeout=30_000)
    first.close()
    second.close()


@pytest.mark.slow
def test_a_new_patient_clears_everything_in_the_link_too_and_says_so(board: str, reader: Page) -> None:
    opened(reader, f"{board}?drug=pomalidomide&{PATIENT}")

    reader.get_by_role("button", name="New patient").last.click()

    reader.get_by_text("the patient, the picked cases and all filters are cleared").wait_for()
    reader.get_by_text("Nothing is stated of the patient yet").wait_for()
    reader.wait_for_function("() => !location.search.includes('p_') && !location.search.includes('drug')")


def test_a_link_with_impossible_values_is_corrected_in_sight(board: str, reader: Page) -> None:
    opened(reader, f"{board}?p_days=-5&p_eosinophils=140&p_drug=pomalidomide&p_picked=nobody-1999")

    reader.get_by_text("Latency (days): “-5” is not possible (0 to 3650 days), and was left out.").wait_for()
    reader.get_by_text("BAL eosinophils: “140” is not possible (0 to 100 %), and was left out.").wait_for()
    reader.get_by_text("“nobody-1999” is not a case of this release, and was left out.").wait_for()
    expect(reader.get_by_test_id("stAlert")).to_have_count(1)
    assert "p_days" not in reader.url
    assert "p_eosinophils" not in reader.url
    assert "p_drug=pomalidomide" in reader.url
    reader.get_by_text("“140” is not possible").wait_for()
    reader.locator(".st-key-p_steroid").get_by_text("yes", exact=True).click()
    reader.get_by_text("“140” is not possible").wait_for(state="detached")


@pytest.mark.slow
def test_the_drug_is_read_whole_in_its_box_of_prepare(board: str, reader: Page) -> None:
    opened(reader, f"{board}?{PATIENT}")

    box = reader.locator(".st-key-p_drug input")

    expect(box).to_have_value("pomalidomide")
    # A box that is too narrow shows the end as “…”, and scrolls where it would show the whole.
    assert box.evaluate("box => { box.style.textOverflow = 'clip'; return box.scrollWidth - box.clientWidth }") <= 0


def test_the_form_keeps_its_place_from_prepare_to_present_and_back(board: str, reader: Page) -> None:
    # Where it came to stand elsewhere the browser would make it anew: twice as long a wait at each change of the view.
    opened(reader, f"{board}?{PATIENT}")
    reader.evaluate("() => document.querySelector('.st-key-p_days input').setAttribute('data-first', '')")
    for view in ("present", "prepare"):
        reader.locator(".st-key-view").get_by_text(view, exact=True).click()
        settle(reader)
        expect(reader.locator(".st-key-p_days input[data-first]")).to_be_visible(visible=view == "prepare")


def test_a_link_carries_the_patient_from_prepare_to_present_and_back(board: str, reader: Page) -> None:
    opened(reader, f"{board}?{PATIENT}")

    reader.locator(".st-key-view").get_by_text("present").click()
    reader.get_by_text("this patient, day 60").first.wait_for()
    link = reader.url
    reader.locator(".st-key-view").get_by_text("prepare").click()
    reader.get_by_text("19 cases compared on").wait_for()

    assert "view=present" in link
    assert all(part in link for part in PATIENT.split("&"))
    assert all(part in reader.url for part in PATIENT.split("&"))


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
def test_the_room_can_copy_the_link_of_what_it_sees(board: str, reader: Page, width: int, height: int) -> None:
    reader.set_viewport_size({"width": width, "height": height})
    opened(reader, f"{board}?view=present&drug=pomalidomide&{PATIENT}")
    reader.locator(".strip a").first.wait_for()
    button = reader.locator(".st-key-copy_link button")
    expect(button).to_be_visible()

    beside = [reader.locator(f".st-key-{key}").bounding_box() for key in ("copy_link", "board_line")]
    button.click()
    link = reader.get_by_test_id("stPopoverBody").locator("code").inner_text()
    opened(reader, link)

    assert beside[0] is not None
    assert beside[1] is not None
    assert beside[0]["x"] + beside[0]["width"] <= beside[1]["x"]
    assert all(part in link for part in ("view=present", "drug=pomalidomide", "release=", *PATIENT.split("&")))
    expect(reader.locator(".st-key-patient_line")).to_contain_text("day 60")
    expect(reader.get_by_test_id("stMain").get_by_text("8 of 19 cases", exact=True)).to_be_hidden()


@pytest.mark.slow
def test_each_lavage_beside_the_patient_is_a_bar_of_its_shares(board: str, reader: Page) -> None:
    opened(reader, f"{board}?view=present&p_lymphocytes=40&p_picked=vivien-2022&p_picked=kang-2010")
    reader.get_by_text("L 44 E 25 N 0.5 M 30.5 %").first.wait_for()

    widths = reader.locator(".st-key-band_picked tr").evaluate_all(
        "rows => rows.slice(1).map(row => [...row.querySelectorAll('.bar span')].map(part => part.style.width))"
    )

    assert widths == [["40%"], ["44%", "25%", "0.5%", "30.5%"], []]


@pytest.mark.slow
def test_the_page_taken_along_has_the_numbers_of_the_screen(board: str, reader: Page) -> None:
    opened(reader, f"{board}?view=present&{PATIENT}")
    reader.get_by_text("this patient, day 60").first.wait_for()
    on_screen = [
        " ".join(button.inner_text().replace("expand_more", "").split())
        for button in reader.locator("[class*=st-key-open_] button").all()
    ]

    reader.get_by_role("button", name="One page to take along").click()
    with reader.expect_download() as taken:
        reader.get_by_role("button", name="Page (PDF)").click()

    on_page = " ".join(PdfReader(taken.value.path()).pages[0].extract_text().split())
    assert len(on_screen) == 21
    assert [number for number in on_screen if number.split(",")[0] not in on_page] == []


def copied_link(reader: Page) -> dict[str, str]:
    """Open the place of the link, and read its keys there; close it again."""
    reader.locator(".st-key-copy_link button").first.click()
    link = reader.locator('[data-testid="stPopoverBody"] code').inner_text()
    reader.keyboard.press("Escape")
    assert link.startswith(reader.url.partition("?")[0])
    return dict(parse_qsl(urlsplit(link).query))


def go_to(reader: Page, section: str, title: str) -> None:
    """Choose a page in the menu."""
    reader.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    reader.get_by_test_id("stTopNavDropdownLink").filter(has_text=title).click()


@pytest.mark.slow
def test_the_link_to_copy_has_patient_and_release_and_the_address_has_no_release(board: str, reader: Page) -> None:
    opened(reader, f"{board}?p_drug=pomalidomide&drug=pomalidomide")

    copied = copied_link(reader)
    of_board = reader.url
    go_to(reader, "Cases", "Case list")
    reader.wait_for_function(
        "() => location.pathname === '/case_list' && location.search.includes('drug=pomalidomide')"
    )
    expect(reader.locator("h1").first).to_have_text("Which cases are these?")
    copied_next = copied_link(reader)

    assert copied.keys() == {"drug", "p_drug", "release"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}", copied["release"])
    assert copied_next == {"drug": "pomalidomide", "release": copied["release"]}
    assert "release=" not in of_board + reader.url


@pytest.mark.slow
def test_a_click_and_a_change_of_page_are_the_only_steps_of_the_way_back(board: str, reader: Page) -> None:
    address = board.removesuffix("/board")
    opened(reader, f"{address}/timing?drug=pomalidomide")
    go_to(reader, "Findings", "Lavage")
    reader.wait_for_function("() => location.pathname === '/lavage' && location.search.includes('drug=pomalidomide')")

    reader.go_back()

    reader.wait_for_function("() => location.pathname === '/timing' && location.search === '?drug=pomalidomide'")
    expect(reader.locator(".st-key-filter_line")).to_contain_text("8 of 19 cases")


@pytest.mark.slow
def test_an_old_link_says_what_changed_on_each_page_until_the_reader_goes_on_and_back_does_not_undo_that(
    board: str, reader: Page
) -> None:
    address, said = board.removesuffix("/board"), "This link was made with release 2020-01-01-00000000"
    opened(reader, f"{address}/timing?drug=pomalidomide&release=2020-01-01-00000000")
    reader.get_by_text(said).wait_for()
    reader.locator(".st-key-steroid").get_by_text("yes", exact=True).click()
    reader.wait_for_function("() => location.search.includes('steroid=yes')")
    reader.get_by_text(said).wait_for()
    go_to(reader, "Findings", "Lavage")
    reader.wait_for_function("() => location.pathname === '/lavage' && location.search.includes('drug=pomalidomide')")
    reader.get_by_text(said).wait_for()

    reader.locator(".st-key-take_release button").click()
    reader.get_by_text(said).wait_for(state="detached")
    reader.go_back()

    reader.wait_for_function("() => location.pathname === '/timing'")
    expect(reader.locator("h1").first).to_contain_text("How soon")
    expect(reader.locator(".st-key-filter_line")).to_contain_text("5 of 19 cases")
    expect(reader.get_by_text(said)).to_have_count(0)


@pytest.mark.slow
def test_a_release_that_the_reader_went_on_from_leaves_the_address(board: str, reader: Page) -> None:
    opened(reader, f"{board.removesuffix('/board')}/timing?drug=pomalidomide&release=2020-01-01-00000000")

    reader.locator(".st-key-take_release button").click()

    reader.wait_for_function("() => location.search === '?drug=pomalidomide'")
    expect(reader.locator(".st-key-filter_line")).to_contain_text("8 of 19 cases")


@pytest.mark.slow
def test_what_a_link_stated_wrongly_is_said_beside_the_buttons_of_the_room_not_beneath_them(
    board: str, reader: Page
) -> None:
    opened(reader, f"{board}?view=present&p_days=-5&{PATIENT.partition('&')[0]}")

    words = reader.get_by_test_id("stAlert").get_by_text("-5").bounding_box()
    buttons = reader.locator(".st-key-board_line").bounding_box()

    assert words is not None
    assert buttons is not None
    assert words["x"] + words["width"] <= buttons["x"] or words["y"] >= buttons["y"] + buttons["height"]


@pytest.mark.slow
def test_where_no_case_is_picked_the_room_is_told_so_and_sees_no_count_of_nothing(board: str, reader: Page) -> None:
    opened(reader, f"{board}?view=present&p_drug=pomalidomide&p_lymphocytes=40")

    band = reader.locator(".st-key-band_picked")
    expect(band).to_contain_text("No case is picked: pick up to 6 in Prepare.")
    expect(band).to_contain_text("lavage: lymphocytic or mixed (L 40 %)")
    expect(band).not_to_contain_text("0 of 0")


@pytest.mark.slow
def test_the_link_of_an_older_board_states_its_patient_in_todays_widgets(board: str, reader: Page) -> None:
    opened(
        reader, f"{board}?p_drug=pomalidomide&p_age=70-74&p_lymphocytes=44&p_eosinophils=25&p_required=BAL+lymphocytes"
    )

    expect(reader.get_by_text("“70-74” was taken as 72 years")).to_be_visible()
    expect(reader.get_by_label("Age (years)")).to_have_value("72")
    expect(reader.get_by_label("BAL lymphocytes (%)")).to_have_value("44")
    expect(reader.locator(".st-key-compared .row").first).to_contain_text("lavage pattern")
    reader.locator(".st-key-p_steroid").get_by_text("no", exact=True).click()
    expect(reader.locator(".st-key-compared .head")).to_contain_text("steroid for the lung event")
    expect(reader.get_by_label("Age (years)")).to_have_value("72")


NINE_CRITERIA = "&".join(part for part in f"{PATIENT}&p_infection=yes".split("&") if not part.startswith("p_picked"))


@pytest.mark.slow
def test_nine_criteria_are_compared_on_one_screen_and_the_patient_stays_in_sight(board: str, reader: Page) -> None:
    opened(reader, f"{board}?{NINE_CRITERIA}")
    table = reader.locator(".st-key-compared")
    expect(table.locator(".row")).to_have_count(19)

    sideways = table.evaluate("table => table.scrollWidth - table.clientWidth")
    below = table.evaluate("table => table.getBoundingClientRect().bottom")
    table.evaluate("table => table.scrollTo(0, 400)")
    top = table.evaluate("table => table.getBoundingClientRect().top")
    own = table.get_by_text("this patient").bounding_box()

    assert len(table.locator(".head b").all()) == 1 + 9 + 2
    assert sideways <= 0
    assert below <= 800
    assert own is not None
    assert top <= own["y"] < top + 120


FEW_CRITERIA = "p_drug=pomalidomide&p_days=60&p_prior_imid=yes"
MOST_CRITERIA = f"{NINE_CRITERIA}&p_sex=female&p_age=70&p_kind=organizing+pneumonia&p_smoking=never"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "criteria", "in_words"),
    [
        (390, FEW_CRITERIA, True),
        (600, NINE_CRITERIA, True),
        (820, FEW_CRITERIA, False),
        (820, NINE_CRITERIA, True),
        (1280, NINE_CRITERIA, False),
        (1280, MOST_CRITERIA, True),
        (1920, MOST_CRITERIA, False),
    ],
)
def test_whatever_is_stated_on_whatever_screen_cases_are_compared_without_scrolling_sideways(
    board: str, reader: Page, width: int, criteria: str, *, in_words: bool
) -> None:
    reader.set_viewport_size({"width": width, "height": 844})
    opened(reader, f"{board}?{criteria}")
    table = reader.locator(".st-key-compared")
    expect(table.locator(".row")).to_have_count(19)

    sideways = table.evaluate("table => table.scrollWidth - table.clientWidth")
    latency = table.locator("[data-of='latency (days)']").first
    name_before_it = latency.evaluate("cell => getComputedStyle(cell, '::before').content")

    assert sideways <= 0
    assert table.locator(".head").is_hidden() == in_words
    assert ("latency (days)" in name_before_it) == in_words, "without a head each value says of what it is"


@pytest.mark.slow
def test_boxes_pick_cases_in_the_order_of_the_table_six_at_most(board: str, reader: Page) -> None:
    opened(reader, f"{board}?{NINE_CRITERIA}")
    boxes = reader.locator(".st-key-compared").get_by_role("checkbox")
    expect(reader.locator(".st-key-compared .row a").first).to_be_visible()
    names = reader.locator(".st-key-compared .row a").all_inner_texts()

    for place in (5, 0, 3, 1, 4, 2):
        reader.locator(".st-key-compared").get_by_test_id("stCheckbox").nth(place).locator("label").click()
        expect(boxes.nth(place)).to_be_checked()

    expect(reader.locator(".st-key-picks")).to_contain_text(f"For the room, 6 of 6: {'; '.join(names[:6])}.")
    expect(boxes.nth(6)).to_be_disabled()
    picked = [value for key, value in parse_qsl(urlsplit(reader.url).query) if key == "p_picked"]
    assert picked == names[:6]  # the frozen cases are named by their ids
    reader.get_by_role("button", name="Pick none").click()
    expect(boxes.nth(0)).not_to_be_checked()


@pytest.mark.parametrize("width", [1280, 1920])
def test_what_is_compared_stands_below_its_heading(board: str, reader: Page, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 844})
    page = opened(reader, f"{board}?{PATIENT}")
    page.locator(".st-key-compared .row").first.wait_for()
    lefts = """name => [...document.querySelector(`.st-key-compared .${name}`).children].filter(
        cell => cell.getClientRects().length && !cell.matches(".row.many > :nth-last-child(-n + 2)")).map(
        cell => Math.round(cell.getBoundingClientRect().left))"""

    heads, cells = page.evaluate(lefts, "head"), page.evaluate(lefts, "row")

    assert len(heads) == 2 * len(cells)  # below the headings the patient
    assert max(abs(head - cell) for head, cell in zip(heads, cells * 2, strict=True)) <= 1


def test_the_name_of_a_compared_case_opens_it_beside_the_board(board: str, reader: Page) -> None:
    opened(reader, f"{board}?{NINE_CRITERIA}")

    with reader.expect_popup() as beside:
        reader.locator(".st-key-compared .row a").first.click()

    expect(beside.value.get_by_role("heading", name="vivien-2022")).to_be_visible(timeout=30_000)
    assert "p_" not in urlsplit(beside.value.url).query
    beside.value.close()
