"""Documents from disk: every kind, and everything that can be wrong with one."""

import io
import os
import zipfile
from hashlib import sha256

import pytest
from docx import Document
from pypdf import PdfWriter
from pypdf.errors import DependencyError

from convoy_map.errors import SourceError
from convoy_map.store.readers import read_document, read_documents
from convoy_map.store.readers_text import clean_text, decode


def write(tmp_path, name, raw):
    path = tmp_path / name
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return path


def pdf_with_text(text):
    """A PDF of one page, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    )
    return out.getvalue()


def test_plain_text_keeps_its_hash_and_language(tmp_path):
    raw = b"They left the town.\r\nThen it rained."
    read = read_document(write(tmp_path, "a.txt", raw))
    assert read.text == "They left the town.\nThen it rained."
    assert read.sha256_original == sha256(raw).hexdigest()
    assert (read.lang, read.media_type, read.findings) == ("en", "text/plain", ())


def test_arabic_in_an_old_encoding_is_guessed_and_told(tmp_path):
    text = (
        "غادرت القافلة المدينة في الصباح الباكر وسارت في الصحراء نحو الشمال حتى وصلت إلى القرية. "
        * 4
    )
    read = read_document(write(tmp_path, "a.txt", text.encode("windows-1256")))
    assert read.text == text
    assert read.lang == "ar"
    assert "not UTF-8" in read.findings[0].what
    assert read_document(tmp_path / "a.txt", encoding="windows-1256").findings == ()


def test_utf16_with_its_mark_and_utf8_with_one_bad_byte(tmp_path):
    assert read_document(write(tmp_path, "a.txt", "from Osh".encode("utf-16"))).text == "from Osh"
    broken = ("Sévérine alla à Orléans, naïve et fatiguée. " * 20).encode() + b"\xff end"
    read = read_document(write(tmp_path, "b.txt", broken))
    assert read.text.startswith("Sévérine alla à Orléans")
    assert "1 characters lost" in read.findings[0].what


def test_a_wrong_or_unknown_encoding_is_an_error():
    with pytest.raises(SourceError, match="no encoding 'klingon'"):
        decode(b"abc", "a.txt", [], "klingon")
    with pytest.raises(SourceError, match="isn't ascii: byte 0 doesn't fit"):
        decode(b"\xe9", "a.txt", [], "ascii")


def test_characters_that_mislead_are_taken_out_and_told():
    findings = []
    text = clean_text("Ra\u200bq\x00qa \u202egniht\u202c о\u0441h Rаqqa", "a.txt", findings)
    assert text == "Raqqa gniht осh Rаqqa"
    kinds = {f.kind for f in findings}
    assert kinds == {
        "control characters", "bidi controls", "invisible characters", "look-alike letters",
    }  # fmt: skip
    assert clean_text("می\u200cخواهم", "a.txt", []) == "می\u200cخواهم"
    assert clean_text("half \ud800 pair", "a.txt", findings).encode()


def test_a_very_long_line_is_read_and_told(tmp_path):
    read = read_document(write(tmp_path, "a.txt", "word " * 300_000))
    assert len(read.text) == 1_500_000
    assert read.findings[0].kind == "long line"


def test_html_and_markdown_give_their_words_only(tmp_path):
    page = (
        "<html><head><title>x</title><script>alert(1)</script></head>"
        "<body><h1>Day 1</h1><p>From&nbsp;<b>Osh</b><br>to Murgab</p></body></html>"
    )
    assert read_document(write(tmp_path, "a.html", page)).text == "Day 1\n\nFrom Osh\nto Murgab"
    notes = "# Day 1\n\n- from *Osh*\n- to [Murgab](http://example.org)\n"
    assert read_document(write(tmp_path, "a.md", notes)).text == "Day 1\n\nfrom Osh\n\nto Murgab"


def test_word_paragraphs_and_tables_in_order(tmp_path):
    document = Document()
    document.add_paragraph("They left Osh.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "3 May", "Murgab"
    document.add_paragraph("They came back.")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert read_document(path).text == "They left Osh.\n\n3 May\tMurgab\n\nThey came back."


def test_a_docx_bomb_an_old_or_damaged_one_are_refused(tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 60_000_000)
    with pytest.raises(SourceError, match="would unpack to 60,000,000"):
        read_document(write(tmp_path, "bomb.docx", bomb.getvalue()))
    with pytest.raises(SourceError, match=r"encrypted or in the old \.doc format"):
        read_document(write(tmp_path, "old.docx", b"\xd0\xcf\x11\xe0" + b"x" * 600))
    with pytest.raises(SourceError, match="the Word file is damaged"):
        read_document(write(tmp_path, "bad.docx", b"PK\x03\x04 not really"))
    hollow = io.BytesIO()
    with zipfile.ZipFile(hollow, "w") as archive:
        archive.writestr("hello.txt", "x")
    with pytest.raises(SourceError, match="the Word file is damaged"):
        read_document(write(tmp_path, "hollow.docx", hollow.getvalue()))


def test_pdf_text(tmp_path):
    assert (
        read_document(write(tmp_path, "a.pdf", pdf_with_text("They left Osh"))).text
        == "They left Osh"
    )


def test_an_image_only_an_encrypted_and_a_damaged_pdf_are_refused(tmp_path):
    blank = PdfWriter()
    blank.add_blank_page(200, 200)
    out = io.BytesIO()
    blank.write(out)
    with pytest.raises(SourceError, match="holds no text: its 1 pages are images"):
        read_document(write(tmp_path, "scan.pdf", out.getvalue()))
    locked = PdfWriter()
    locked.add_blank_page(200, 200)
    locked.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    locked.write(out)
    with pytest.raises(SourceError, match="the PDF is encrypted"):
        read_document(write(tmp_path, "locked.pdf", out.getvalue()))
    with pytest.raises(SourceError, match="the PDF can't be read"):
        read_document(write(tmp_path, "bad.pdf", b"%PDF-1.7 and then nothing"))


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n", "the file holds no text"),
        ("a.exe", b"MZ", "files of the kind '.exe' can't be read"),
        ("fake.pdf", b"hello", "named .pdf but isn't one"),
    ],
)
def test_what_is_no_document_is_refused(tmp_path, name, raw, why):
    with pytest.raises(SourceError, match=why):
        read_document(write(tmp_path, name, raw))


def test_missing_files_folders_and_giants_are_refused(tmp_path, monkeypatch):
    with pytest.raises(SourceError, match="doesn't exist"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="is a folder, not a file"):
        read_document(tmp_path)
    monkeypatch.setattr("convoy_map.store.readers.LARGEST_BYTES", 3)
    with pytest.raises(SourceError, match="has 4 bytes, more than 3"):
        read_document(write(tmp_path, "big.txt", "four"))


def test_one_bad_document_does_not_sink_the_rest(tmp_path):
    good = write(tmp_path, "good.txt", "They left Osh.")
    twin = write(tmp_path, "twin.txt", "They left Osh.")
    bad = write(tmp_path, "bad.txt", "")
    read, findings = read_documents([good, bad, twin, good])
    assert [p.name for p, _ in read] == ["good.txt"]
    assert [(f.kind, f.where) for f in findings] == [
        ("unreadable source", "bad.txt"),
        ("source given twice", "twin.txt"),
        ("source given twice", "good.txt"),
    ]


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = write(tmp_path, "a.txt", "They left Osh.")

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(SourceError, match="can't be read: Permission denied"):
        read_document(path)


def test_bytes_of_no_encoding_are_refused(monkeypatch):
    monkeypatch.setattr("convoy_map.store.readers_text._guess", lambda raw: None)
    with pytest.raises(SourceError, match="the encoding of the text can't be told"):
        decode(b"\x81\xfe\x90", "a.txt", [], None)


def test_a_partly_scanned_pdf_is_read_and_told(tmp_path):
    from pypdf import PdfReader

    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf_with_text("They left Osh"))))
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    read = read_document(write(tmp_path, "a.pdf", out.getvalue()))
    assert read.text.startswith("They left Osh")
    assert read.findings[0].what == "1 of 2 pages hold no text"


def test_several_kinds_of_line_ends_are_told(tmp_path):
    read = read_document(
        write(tmp_path, "a.txt", b"One went.\r\nTwo came.\nThree left.\rAll gone.")
    )
    assert read.text == "One went.\nTwo came.\nThree left.\nAll gone."
    assert [f.what for f in read.findings] == [
        "line ends of several kinds were made alike: 1 Windows, 1 Unix, 1 old Mac"
    ]


def test_other_encodings_that_fit_a_short_text_are_named(tmp_path):
    raw = "Les camions quittèrent Alep à l'aube – déjà. They drove on.".encode("cp1252")
    (finding,) = read_document(write(tmp_path, "a.txt", raw)).findings
    assert "not UTF-8: read as" in finding.what
    assert "cp1252" in finding.what


def test_an_encryption_that_is_not_known_here_is_told_as_encryption(tmp_path, monkeypatch):
    def refuse(*_):
        raise DependencyError("cryptography is required")

    monkeypatch.setattr("convoy_map.store.readers_formats.PdfReader", refuse)
    with pytest.raises(SourceError, match="the PDF is encrypted"):
        read_document(write(tmp_path, "a.pdf", pdf_with_text("Osh")))


def test_a_folder_and_a_pipe_are_no_files(tmp_path):
    with pytest.raises(SourceError, match="is a folder, not a file"):
        read_document(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="is no ordinary file"):
        read_document(tmp_path / "pipe.txt")
