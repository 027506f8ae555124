"""The review page in a real browser: it opens, filters, sorts, judges and exports; and it can be read without scripts."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.calls import call
from tests.hosts import host
from tests.reviewed import EVIL, QUARRY, SHARE, TEXTS, corpus

STOPS = ".line.removed, .line.doubtful"


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Any:
    """The page of the small corpus, open."""
    show(browser, tmp_path)
    return browser


def show(browser: Any, folder: Path, *options: str, texts: tuple[str, ...] = TEXTS) -> None:
    assert call("report", str(corpus(folder, texts)), "-o", str(folder / "review.html"), *options).returncode == 0
    browser.get((folder / "review.html").as_uri())


def find(page: Any, selector: str) -> list[Any]:
    return [element for element in page.find_elements("css selector", selector) if element.is_displayed()]


def line(page: Any, text: str, document: int) -> Any:
    """The first line of a text in a document, counted in the order of the corpus."""
    lines = find(page, f'article[data-place$=":{document}"] .line')
    return next(each for each in lines if each.find_element("css selector", ".shown").text == text)


def press(page: Any, keys: str) -> None:
    page.switch_to.active_element.send_keys(keys)


def judge(row: Any, said: str) -> None:
    row.parent.execute_script("arguments[0].scrollIntoView({block: 'center'})", row)  # from under the bar that stays at the top
    row.find_element("css selector", f".judge button[value={said}]").click()


def choose(page: Any, name: str, value: str) -> None:
    from selenium.webdriver.support.ui import Select

    Select(find(page, f".tools select[name={name}]")[0]).select_by_visible_text(value)


def exported(page: Any, folder: Path) -> Path:
    """The file of decisions, once it has arrived."""
    find(page, "button[name=export]")[0].click()
    path = folder / "downloads" / "decisions.jsonl"
    for _ in range(100):
        if path.exists():
            return path
        time.sleep(0.1)
    raise AssertionError("nothing was downloaded")


def test_it_opens_without_complaint(page: Any) -> None:
    assert len(find(page, "article")) == len(TEXTS)
    assert page.title.startswith("Review: ")
    assert find(page, ".tools") and EVIL in [each.text for each in find(page, ".shown")]
    assert page.get_log("browser") == []


def test_the_policy_stops_what_is_not_of_the_page(page: Any) -> None:
    page.execute_script("const s = document.createElement('script'); s.textContent = 'document.title = 1'; document.body.append(s)")
    page.execute_script(
        'document.body.insertAdjacentHTML(\'beforeend\', \'<p style="color:red" onclick="1"><img src="https://a.example/">\')'
    )
    assert page.title != "1"
    complaints = [row["message"] for row in page.get_log("browser")]
    assert any("script-src" in row for row in complaints) and any("style-src" in row for row in complaints)
    assert any("https://a.example/" in row and "default-src" in row for row in complaints)


def test_filters(page: Any) -> None:
    everything = len(find(page, ".line"))
    choose(page, "verdict", "doubtful")
    assert {each.get_attribute("class") for each in find(page, ".line")} == {"line kept doubtful", "line removed doubtful"}
    choose(page, "verdict", "all")
    choose(page, "category", "share")
    assert {each.get_attribute("data-category") for each in find(page, ".line")} == {"share"}
    choose(page, "category", "all")
    choose(page, "language", "ar")
    assert [each.get_attribute("data-language") for each in find(page, "article")] == ["ar"]
    choose(page, "language", "all")
    box = find(page, "input[name=text]")[0]
    box.send_keys("SHARE THIS")
    assert {each.find_element("css selector", ".shown").text for each in find(page, ".line")} == {SHARE}
    assert find(page, "output")[0].text == f"{len(find(page, '.line'))} of {everything} lines"
    box.clear()
    box.send_keys("j")
    assert not find(page, ".here")


def test_keys_go_from_line_to_line(page: Any) -> None:
    stops = find(page, STOPS)
    press(page, "jj")
    assert find(page, ".here") == [stops[1]]
    press(page, "j" * (len(stops) + 3))
    assert find(page, ".here") == [stops[-1]]
    press(page, "k")
    assert find(page, ".here") == [stops[-2]]
    choose(page, "language", "ar")
    page.find_element("css selector", "h1").click()
    page.execute_script("document.activeElement.blur()")
    press(page, "k")
    assert find(page, ".here")[0].find_element("xpath", "ancestor::article").get_attribute("data-language") == "ar"
    press(page, "r")
    assert len(find(page, ".judge [aria-pressed=true]")) == 1
    press(page, "\ue007")
    assert find(page, ".here table"), "Enter opens the evidence"


def test_rules_are_sorted(page: Any) -> None:
    def column(number: int) -> list[str]:
        return [cell.text for cell in find(page, f".sortable tbody td:nth-child({number})")]

    for number, kind in ((1, str), (3, int), (5, float)):
        button = find(page, f".sortable th:nth-child({number}) button")[0]
        button.click()
        assert [*map(kind, column(number))] == sorted(map(kind, column(number)), reverse=kind is not str)
        button.click()
        assert [*map(kind, column(number))] == sorted(map(kind, column(number)), reverse=kind is str)
    assert [head.get_attribute("aria-sort") for head in find(page, ".sortable th")].count(None) == 4


def test_evidence_is_shown_on_a_click(page: Any) -> None:
    row = line(page, SHARE, 1)
    assert not row.find_element("css selector", "table").is_displayed()
    row.find_element("css selector", ".shown").click()
    assert "goes from 0.6 on" in row.find_element("css selector", "table").text


def test_what_is_judged_is_exported_and_honoured(page: Any, tmp_path: Path) -> None:
    from selenium.webdriver.support.ui import Select

    button = find(page, "button[name=export]")[0]
    assert not button.is_enabled()
    judge(line(page, SHARE, 1), "wrong")  # removed, is to stay
    judge(line(page, "© 2031 Harbour Post. All rights reserved.", 1), "right")  # removed, goes
    judge(line(page, host("en")[1], 1), "wrong")  # kept, is to go
    Select(line(page, host("en")[1], 1).find_element("css selector", ".as select")).select_by_visible_text("advert")
    judge(line(page, "Download", 2), "right")  # doubtful, stays
    judge(line(page, host("ar")[0], 3), "wrong")  # as `other`, unless something else is said
    judge(line(page, SHARE, 2), "wrong")
    judge(line(page, SHARE, 2), "wrong")  # taken back
    judge(line(page, SHARE, 4), "wrong")
    assert button.text == "Export decisions.jsonl (6)"
    assert len(find(page, 'article[data-place$=":4"] .judge [aria-pressed=true]')) == 2, "equal lines are judged together"
    path = exported(page, tmp_path)
    rows = {(row["place"].split(":")[1], row["text"]): row["label"] for row in map(json.loads, path.read_text().splitlines())}
    assert rows == {
        ("1", SHARE): "",
        ("1", "© 2031 Harbour Post. All rights reserved."): "legal",
        ("1", host("en")[1]): "advert",
        ("2", "Download"): "",
        ("3", host("ar")[0]): "other",
        ("4", SHARE): "",
    }
    done = call("clean", "-q", "--decisions", str(path), "-o", str(tmp_path / "out.jsonl"), str(tmp_path / "news.jsonl"))
    assert done.stderr == b"boilerstrip: decisions: 6 honoured\n"
    texts = [json.loads(row)["text"] for row in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert texts[0] == "\n".join([*(each for each in host("en") if each != host("en")[1]), SHARE])
    assert SHARE not in texts[1] and host("ar")[0] not in texts[2] and texts[3].count(SHARE) == 2
    done = call("score", "--labels", str(path), str(tmp_path / "news.jsonl"))
    assert b"2 of 7 judged lines go or stay as decided" in done.stderr


def test_decisions_outlive_the_page(page: Any, tmp_path: Path) -> None:
    judge(line(page, host("en")[1], 1), "wrong")
    page.refresh()
    assert find(page, "button[name=export]")[0].text == "Export decisions.jsonl (1)"
    assert line(page, host("en")[1], 1).find_element("css selector", ".as select").get_attribute("value") == "other"


def test_decisions_mean_the_same_when_the_verdicts_have_changed(page: Any, tmp_path: Path) -> None:
    from selenium.webdriver.support.ui import Select

    judge(line(page, SHARE, 1), "wrong")  # removed, is to stay
    judge(line(page, host("en")[1], 1), "wrong")  # kept, is to go
    Select(line(page, host("en")[1], 1).find_element("css selector", ".as select")).select_by_visible_text("advert")
    judge(line(page, "© 2031 Harbour Post. All rights reserved.", 1), "right")
    before = exported(page, tmp_path)
    rows = {(row["line"], row["label"]) for row in map(json.loads, before.read_text().splitlines())}
    before = before.rename(tmp_path / "before.jsonl")
    show(page, tmp_path, "--decisions", str(before))
    assert "kept" in line(page, SHARE, 1).get_attribute("class")
    assert {(row["line"], row["label"]) for row in map(json.loads, exported(page, tmp_path).read_text().splitlines())} == rows
    pressed = [each.get_attribute("value") for each in find(page, ".judge [aria-pressed=true]")]
    assert pressed == ["right"] * 3 and not find(page, ".as")


def test_equal_lines_with_unlike_verdicts_are_judged_as_the_reader_said(browser: Any, tmp_path: Path) -> None:
    twice = "Sport"
    show(browser, tmp_path, texts=("\n".join([*QUARRY[:2], twice, *QUARRY[3:], twice]),))
    kept, gone = [each for each in find(browser, ".line") if each.find_element("css selector", ".shown").text == twice]
    assert ["kept" in each.get_attribute("class") for each in (kept, gone)] == [True, False]
    judge(kept, "wrong")
    assert json.loads(exported(browser, tmp_path).read_text())["label"] == "navigation"
    (tmp_path / "downloads" / "decisions.jsonl").unlink()
    judge(gone, "wrong")
    assert [find(each, ".judge [aria-pressed=true]")[0].get_attribute("value") for each in (kept, gone)] == ["right", "wrong"]
    assert json.loads(exported(browser, tmp_path).read_text())["label"] == ""


def test_a_lone_surrogate_is_judged_like_any_line(page: Any, tmp_path: Path) -> None:
    row = next(each for each in find(page, ".line") if "bell" in each.text)
    judge(row, "wrong")
    path = exported(page, tmp_path)
    done = call("clean", "--decisions", str(path), str(tmp_path / "news.jsonl"))
    assert b"bell" not in done.stdout and b"1 honoured" in done.stderr


def test_without_scripts_everything_can_be_read(plain_browser: Any, tmp_path: Path) -> None:
    show(plain_browser, tmp_path)
    assert not find(plain_browser, ".tools, .judge")
    shown = [each.text for each in find(plain_browser, ".line .shown")]
    for text in TEXTS[0], TEXTS[2]:
        assert set(text.split("\n")) <= set(shown)
    row = next(each for each in find(plain_browser, ".line.removed") if SHARE in each.text)
    row.find_element("css selector", ".shown").click()
    assert "goes from 0.6 on" in row.text


def test_text_from_right_to_left_stands_right(page: Any) -> None:
    row = line(page, host("ar")[0], 3)
    assert page.execute_script("return getComputedStyle(arguments[0].querySelector('.shown')).direction", row) == "rtl"
    assert page.execute_script("return getComputedStyle(arguments[0].querySelector('.shown')).direction", line(page, SHARE, 1)) == "ltr"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_verdicts_differ_in_sign_and_colour(page: Any, scheme: str) -> None:
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    looks = {}
    for verdict in ("kept", "kept.doubtful", "removed", "removed.doubtful"):
        selector = f".line.{verdict}" + (":not(.doubtful)" if "doubtful" not in verdict else "")
        row = find(page, selector)[0]
        css = page.execute_script(
            "const s = (e) => getComputedStyle(e); const t = arguments[0].querySelector('.shown');"
            "return [s(arguments[0]).backgroundColor, s(t).textDecorationLine, arguments[0].querySelector('.sign').textContent]",
            row,
        )
        looks[verdict] = tuple(css)
    assert len({look[2] for look in looks.values()}) == 4
    assert [look[1] for look in looks.values()] == ["none", "underline", "line-through", "underline line-through"]
    assert len({look[0] for look in looks.values()}) == 3


def test_a_narrow_window_needs_no_scrolling_sideways(page: Any) -> None:
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": False})
    assert page.execute_script("return document.documentElement.scrollWidth") <= 360
