"""What a paper's text becomes: the tables of a draft, whatever file it comes in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from folders import TESTS
from migbrief import paths
from migbrief.editions import edition
from migbrief.editions.draft import counted, folder, tables
from migbrief.editions.draft.paper import language_of, read_paper
from migbrief.errors import UserError

PAPERS = TESTS / "fixtures" / "papers"
TEXT = (PAPERS / "regional-communique.txt").read_text(encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the same reference data, with editions of its own."""
    data = tmp_path / "data"
    (data / "editions").mkdir(parents=True)
    for name in ("reference", "schemas"):
        (data / name).symlink_to(paths.data() / name)
    monkeypatch.setenv("MIGBRIEF_HOME", str(tmp_path))
    return tmp_path


def test_a_draft_checks_and_shows_what_is_not_written(home: Path) -> None:
    folder.write(tables.draft(TEXT, "lake"), "lake")
    assert edition.problems("lake") == []
    made = edition.load("lake")
    assert list(made.sections["title"]) == ["Where we stand", "What we agreed", "What comes next"]
    assert set(made.facts["paraphrase"]) == {edition.UNWRITTEN}
    unwritten = [column for file, _, column in edition.blanks("lake") if file == "facts.csv"]
    assert unwritten.count("subject") == unwritten.count("paraphrase") == len(made.facts) == 63
    assert made.folder == home / "data" / "editions" / "lake"


def test_a_draft_knows_units_hedges_dates_and_what_is_planned() -> None:
    facts = tables.draft(TEXT, "lake").tables["facts"].set_index("fact_id")
    refugees, trainers = facts.loc["where-we-stand-3-refugees"], facts.loc["what-we-agreed-5-trainers"]
    assert (refugees["value"], refugees["qualifier"], refugees["status"]) == (4.9e6, "some", "reported")
    assert (trainers["value"], trainers["status"]) == (2500, "planned")
    shillings = facts[facts["unit"] == "UGX"]
    assert list(shillings["value"]) == [4.3e9]
    assert "2022-02-24" in set(facts["as_of"])
    assert facts.loc["what-we-agreed-2-money", "qualifier"] == "at most"


def test_a_draft_lists_who_and_where() -> None:
    made = tables.draft(TEXT, "lake").tables
    where = made["places"].groupby("initiative_id")["iso3"].agg(set)
    assert where["what-we-agreed-5"] == {"KEN", "RWA", "TZA"}
    assert {"NOR", "VNM", "USA"} <= where["what-we-agreed-8"]
    assert "COD" in where["what-we-agreed-3"]
    assert "IOM" in set(made["participants"]["organisation"])
    assert set(made["organisations"]["organisation"]) == set(made["participants"]["organisation"])


def test_a_draft_keeps_no_sentence_of_the_paper() -> None:
    cells = {str(c) for table in tables.draft(TEXT, "lake").tables.values() for c in table.to_numpy().ravel()}
    assert max(len(cell.split()) for cell in cells if cell in TEXT) <= 8


def test_an_edition_is_renamed_and_removed(home: Path) -> None:
    folder.write(tables.draft(TEXT, "lake"), "lake")
    folder.rename("lake", "lake-2022")
    assert edition.problems("lake-2022") == []
    with pytest.raises(UserError, match="already exists"):
        folder.check_name("lake-2022")
    folder.remove("lake-2022")
    assert edition.available() == []
    with pytest.raises(UserError, match="unknown edition"):
        folder.remove("lake-2022")


@pytest.mark.parametrize("name", ["", "Lake 2022", "../lake", "lake/2022", "lake_2022"])
def test_a_name_that_is_no_folder_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="small letters, digits and hyphens"):
        folder.check_name(name)


def test_the_counted_text_has_its_findings_in_the_margin(tmp_path: Path) -> None:
    read = counted.count(TEXT)
    assert "money: UGX\u00a04.3 billion" in counted.as_text(read)
    counted.write_page(read, tmp_path / "page.html")
    assert "<mark>4.3 billion Uganda shillings</mark>" in (tmp_path / "page.html").read_text("utf-8")


def html(text: str) -> str:
    blocks = [b for b in text.split("\n\n") if b.strip()]
    headed = [f"<h2>{b}</h2>" if b[:1] in "I" and b.isupper() else f"<p>{b}</p>" for b in blocks]
    return "<html><body><nav>Menu 2020</nav><main>" + "".join(headed) + "</main></body></html>"


def docx(text: str, path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kinds = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n") if line)
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(path, "w") as parts:
        typed = f'<Override PartName="/d.xml" ContentType="{main}"/>'
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{kinds}/content-types">{typed}</Types>')
        link = f'<Relationship Id="r" Type="{office}" Target="d.xml"/>'
        parts.writestr("_rels/.rels", f'<Relationships xmlns="{kinds}/relationships">{link}</Relationships>')
        parts.writestr("d.xml", f"<w:document {word}><w:body>{body}</w:body></w:document>")


def pdf(text: str, path: Path) -> None:
    """A PDF of one page in which each line stands where a printer puts it."""
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 11))
    figure.text(0.1, 0.95, text, size=8, va="top")
    with PdfPages(path) as pages:
        pages.savefig(figure)


SHORT = (
    "The fund of 30 million dollars opened in May 2021.\n\nSome 40 nurses will be trained by the ministry."
)


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_other_files_say_the_same(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"paper.{kind}"
    if kind == "html":
        path.write_text(html(SHORT), encoding="utf-8")
    else:
        {"docx": docx, "pdf": pdf}[kind](SHORT, path)
    facts = tables.draft(read_paper(path), "p").tables["facts"]
    assert [(k, v) for k, v in zip(facts["kind"], facts["value"], strict=True)] == [
        *(("money", 30e6), ("date", 2021), ("people", 40)),
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("paper.pdf", b"%PDF-1.4 broken", "cannot read"),
        ("paper.docx", b"PK no archive", "cannot read"),
        ("paper.doc", b"\xd0\xcf", "cannot read .doc files"),
        ("paper.html", b"<p></p>", "has no text"),
        (
            "paper.txt",
            "Les hérons nichent dans les roseaux et sur les rives des lacs du pays.".encode(),
            "French",
        ),
        (
            "paper.md",
            "Птицы живут на берегу озера, и их с каждым годом больше. ".encode() * 5,
            "another language",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=says) as caught:
        read_paper(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_a_short_english_text_is_english() -> None:
    assert language_of("IOM trained 40 nurses.") == "en"
    assert pd.Series([language_of(TEXT[at : at + 600]) for at in range(0, 3000, 600)]).eq("en").all()
