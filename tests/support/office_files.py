"""Small office files made by hand for tests: Word with automatic numbers, Excel with formats, PDF with Chinese text and a ruled table."""

from __future__ import annotations

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NUMBERING = f"""<w:numbering {_W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def paragraph(text: str, level: int | None = None, style: str = "") -> str:
    """A paragraph, numbered at a level where one is given."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level is not None else ""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{look}{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(rows: list[list[str]]) -> str:
    """A table; a cell "^" continues the cell above, a cell "<2" spans two columns."""
    out = []
    for row in rows:
        cells = ""
        for cell in row:
            if cell == "^":
                cells += "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
            elif cell.startswith("<2"):
                cells += f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph(cell[2:])}</w:tc>'
            else:
                cells += f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph(cell)}</w:tc>'
        out.append(f"<w:tr>{cells}</w:tr>")
    return f"<w:tbl>{''.join(out)}</w:tbl>"


def word(body: str, prologue: str = "", styles: str = "") -> bytes:
    """A docx with the given body; `prologue` goes before the root element (for hostile files)."""
    document = f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<w:document {_W}><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", document)
        package.writestr("word/numbering.xml", _NUMBERING)
        if styles:
            package.writestr("word/styles.xml", f"<w:styles {_W}>{styles}</w:styles>")
    return out.getvalue()


def pdf(lines: list[str], rows: list[list[str]]) -> bytes:
    """One page with lines of text and, under them, a ruled table; the font is one every reader knows by name."""
    content = []
    y = 780
    for line in lines:
        content.append(f"BT /F1 11 Tf 50 {y} Td <{line.encode('utf-16-be').hex()}> Tj ET")
        y -= 20
    for row in rows:
        x = 50
        for cell in row:
            content.append(f"{x} {y - 6} 90 20 re S BT /F1 9 Tf {x + 4} {y} Td <{cell.encode('utf-16-be').hex()}> Tj ET")
            x += 90
        y -= 20
    stream = "\n".join(content).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table_at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table_at)
