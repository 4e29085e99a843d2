"""Text files as banks really send them: byte order marks, line ends of three kinds, blanks at the end of lines, an end-of-file mark.

None of that says anything about money, so none of it makes a whole file wrong. What was read is given back as it would have been
written, and both forms may carry the digest: a bank computes it over its own bytes, a transfer in text mode changes them afterwards.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple, NoReturn

from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse

ADVICE = "文件未作任何处理。请与银行核对后重新取回原始文件，不要手工编辑。"
END = "\r\n"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TITLES = {"gb18030": "GB18030", "utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_BLANKS = re.compile(r"[ \t\u3000\xa0]+$", re.MULTILINE)
_ENDS = re.compile(r"\r\n|\r|\n")
_OF_2022 = dict(
    zip(
        (*range(0xE816, 0xE819), 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE831, 0xE832, 0xE83B, 0xE843, 0xE854, 0xE855, 0xE864),
        (0x20087, 0x20089, 0x200CC, 0x9FB4, 0x9FB5, 0x9FB6, 0x9FB7, 0x215D7, 0x9FB8, 0x2298F, 0x9FB9, 0x9FBA, 0x241FE, 0x9FBB),
        strict=True,
    )
)
"""Private code points of GB 18030-2000 → the characters that GB 18030-2022 gives the same two bytes: one name, whatever table wrote it."""
_PRIVATE = re.compile("[\ue816-\ue864]")


class Text(NamedTuple):
    """A file as text: its lines without their ends, and its bytes as they came and as they would have been written."""

    lines: list[str]
    raw: bytes
    tidy: bytes
    encodings: tuple[str, str]

    def digest_fits(self, stated: str, opens_with: str, *written: bytes) -> bool:
        """Whether the digest in the last line is that of everything before it. opens_with: what the last line begins with.

        written: what stood before the last line as its writer wrote it, where that can be told (fields filled up with blanks).
        """
        bodies = set(written)
        for raw, encoding in zip((self.raw, self.tidy), self.encodings, strict=True):
            at = raw.rfind(opens_with.encode(encoding, "replace"))
            bodies |= {raw[:at]} if at >= 0 else set()
        return stated.strip().lower() in {sm3(body) for body in bodies}


def as_text(content: bytes, encoding: str = "gb18030") -> Text:
    """The lines of a bank's file; raises `Refused` for an empty one, and for bytes that are no text, with the line."""
    if not content:
        damaged("文件是空的", "文件")
    raw, agreed = content, encoding
    for mark, marked in _MARKS:
        if content.startswith(mark):
            content, encoding = content[len(mark) :], marked
            break
    if content.endswith((b"\x1a", b"\x00")) and not encoding.startswith("utf-16"):
        content = content.rstrip(b"\x1a\x00\r\n") + END.encode(encoding)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        damaged(f"文件编码不是 {_TITLES.get(encoding, encoding)}", f"第{line}行")
    if _as_agreed(text) and raw is content:
        return Text(text[: -len(END)].split(END), raw, raw, (encoding, encoding))
    tidy = _BLANKS.sub("", _ENDS.sub("\n", text.translate(_OF_2022))).rstrip("\n")
    if not tidy:
        damaged("文件里没有内容", "文件")
    lines = tidy.split("\n")
    return Text(lines, raw, (END.join(lines) + END).encode(agreed, "replace"), (encoding, agreed))


def _as_agreed(text: str) -> bool:
    """Whether a file is just as we would write it, as nearly all are."""
    ends = text.count(END)
    plain = text.endswith(END) and not text.endswith(END * 2) and ends == text.count("\n") == text.count("\r")
    return plain and not _PRIVATE.search(text) and not any(blank + END in text for blank in (" ", "\t", "\u3000", "\xa0"))


def damaged(message: str, where: str) -> NoReturn:
    """Refuse a whole file for what stands at a place of it."""
    refuse("payout.bank_file", message, ADVICE, where)
