"""What the pages show is what happens: every block of every page is run or compared, every link leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages import HERE, PAGES, Block, anchors, blocks, is_there, links
from tests.place import Place, action

NAMES = [str(page.relative_to(HERE)) for page in PAGES]
NOTHING: frozenset[str] = frozenset()
PARTS = [(page, need) for page in PAGES if blocks(page) for need in sorted({NOTHING, *(b.wants for b in blocks(page))}, key=sorted)]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    there = Place(tmp_path)
    yield there
    there.close()


def run(place: Place, page: Path, need: frozenset[str] = NOTHING) -> None:
    for block in blocks(page):
        if block.wants <= need:
            place.run(block)


@pytest.mark.parametrize(("page", "need"), PARTS, ids=["-".join([str(p.relative_to(HERE)), *sorted(need)]) for p, need in PARTS])
def test_a_page_tells_what_happens(page: Path, need: frozenset[str], place: Place) -> None:
    for name in sorted(need):
        if not is_there(name):
            pytest.skip(f"{name} is not installed")
    run(place, page, need)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_block_is_of_a_known_kind(page: Path) -> None:
    assert all(map(action, blocks(page)))


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        if "://" in path:
            continue
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(HERE), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_is_in_the_table_of_contents() -> None:
    home = HERE / "docs" / "README.md"
    reached = {(home.parent / link.partition("#")[0]).resolve() for link in links(home)}
    assert {page for page in home.parent.glob("*.md") if page != home} <= reached


# The mechanism itself


def written(folder: Path, text: str) -> list[Block]:
    (folder / "page.md").write_text(text, encoding="utf8")
    return blocks(folder / "page.md")


@pytest.mark.parametrize(
    "text",
    [
        "```\nboilerstrip clean\n```\n",
        "```bash\nboilerstrip clean\n```\n",
        "A command:\n\n    boilerstrip clean\n",
        "```text\nwhat no block above it prints\n```\n",
        "```sh\ntrue\n```\n\nBetween.\n\n```text\nout\n```\n",
        "```toml\nignore = []\n```\n",
        "```toml odd.toml\nignore = []\n```\n",
    ],
)
def test_a_block_of_no_known_kind_fails(text: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"page\.md:\d"):
        action(written(tmp_path, text)[-1])


@pytest.mark.parametrize(
    "text",
    [
        "```python\n1 / 0\n```\n",
        "```sh\nfalse\n```\n",
        "```sh\necho in\n```\n\n```text\nout\n```\n",
        "```console\n$ echo in\nout\n```\n",
        "```console\necho in\n```\n",
        "<!-- output of: echo in -->\n```text\nout\n```\n",
        "<!-- drawing -->\n```text\n$ echo in\n```\n",
        "<!-- run by: .ci/run -->\n```sh\nrm -rf nothing\n```\n",
        "```toml boilerstrip.toml\nignroe = []\n```\n",
        "```text examples/ferry.txt\nNo ferry.\n```\n",
        "<!-- needs: pyspark -->\n\nNothing below.\n",
    ],
)
def test_a_page_that_tells_something_else_fails(text: str, tmp_path: Path, place: Place) -> None:
    (tmp_path / "page.md").write_text(text, encoding="utf8")
    with pytest.raises((AssertionError, ValueError)):
        run(place, tmp_path / "page.md")


def test_blocks_of_a_page_go_on_where_those_above_ended(tmp_path: Path, place: Place) -> None:
    text = (
        "```python\nx = 2\n```\n\n```sh\necho 3 > three.txt\n```\n\n```python\nprint(x, open('three.txt').read())\n```\n```text\n2 3\n```\n"
    )
    (tmp_path / "page.md").write_text(text, encoding="utf8")
    run(place, tmp_path / "page.md")


def test_what_needs_something_is_left_to_a_test_of_its_own(tmp_path: Path, place: Place) -> None:
    text = "<!-- needs: no_such_program -->\n```sh\nno_such_program\n```\n"
    text += "```python odd.py\nimport no_such_module.part\nfrom json import loads\n```\n\n```console\n$ python odd.py\n```\n"
    assert [sorted(block.wants) for block in written(tmp_path, text)] == [["no_such_program"], ["no_such_module"], ["no_such_module"]]
    assert is_there("json") and is_there("sh")
    run(place, tmp_path / "page.md")
    for name in ("no_such_program", "no_such_module"):
        with pytest.raises(AssertionError, match=name):
            run(place, tmp_path / "page.md", frozenset({name}))


def test_a_python_file_is_run_once(tmp_path: Path, place: Place) -> None:
    once = "```python {}.py\nprint(1, file=open('{}.txt', 'x'))\n```\n"
    (tmp_path / "page.md").write_text(once.format("a", "a") + once.format("b", "b") + "\n```console\n$ python b.py\n```\n")
    run(place, tmp_path / "page.md")
    assert (place.folder / "a.txt").exists() and (place.folder / "b.txt").exists()
