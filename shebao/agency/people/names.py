"""Names as people are called: written one way, and found by the first letters of their pinyin."""

from __future__ import annotations

import re
from functools import lru_cache

BANK_LONGEST, PLACE_LONGEST, NAME_LONGEST = 40, 32, 32
"""How many characters the register keeps of a bank, of a township or village, and of a name."""
_DOTS = re.compile("[•・‧．∙⋅]")
_SPACES = re.compile(r"[\s\u3000]+")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af〇·]{2,32}|[A-Za-z][A-Za-z .'’-]{1,31}")
_WIDTH = 16
# Characters that are read differently as surnames than elsewhere; the dictionary gives the common reading.
_SURNAMES = {
    "单": "S",
    "解": "X",
    "仇": "Q",
    "曾": "Z",
    "区": "O",
    "查": "Z",
    "盖": "G",
    "朴": "P",
    "翟": "Z",
    "种": "C",
    "缪": "M",
    "洗": "X",
    "乐": "Y",
    "尉": "W",
    "万": "W",
    "盛": "S",
    "召": "S",
    "秘": "B",
    "折": "S",
    "黑": "H",
    "牟": "M",
    "冼": "X",
}
_COMPOUND = {"尉迟": "YC", "万俟": "MQ", "单于": "CY", "长孙": "ZS"}


def tidy_name(text: str) -> str:
    """The name with one kind of dot and without blanks inside; a name in Latin letters keeps single blanks."""
    text = _DOTS.sub("·", text.strip())
    return _SPACES.sub(" " if text[:1].isascii() else "", text)


def name_problem(name: str) -> str:
    """What is wrong with a tidied name, in words that follow “姓名”; empty if nothing is."""
    if not name:
        return "未填写"
    if not _NAME.fullmatch(name) or name.startswith("·") or name.endswith("·") or "··" in name:
        unseen = next((one for one in name if "\ue000" <= one <= "\uf8ff" or "\u2f00" <= one <= "\u2fdf"), "")
        if unseen:
            return f"中有本机构造的字或部首（编码 U+{ord(unseen):04X}），别的机器显示不出来，请改用标准汉字"
        return f"“{name[:32]}”应为 2 至 32 个汉字（“·”只在中间，不连用）或拉丁字母"
    return ""


@lru_cache(maxsize=30_000)
def _letter(character: str) -> str:
    if character.isascii():
        return character.upper() if character.isalpha() else ""
    from pypinyin import Style, pinyin  # its dictionaries take a while to load and are only needed for a new character

    read = pinyin(character, style=Style.FIRST_LETTER, errors="ignore")
    return read[0][0][:1].upper() if read else ""


def typed_for(title: str) -> str:
    """What people type to find a thing by its title: the title and its initials, 银行 read as it is said."""
    return " ".join(dict.fromkeys((title, initials_of(title), initials_of(title.replace("银行", "银航"))))).lower()


def initials_of(name: str) -> str:
    """First letters of the pinyin of a name, "张小明" → "ZXM"; surnames are read as surnames."""
    for compound, letters in _COMPOUND.items():
        if name.startswith(compound):
            return (letters + "".join(map(_letter, name[2:])))[:_WIDTH]
    return (_SURNAMES.get(name[:1]) or _letter(name[:1]))[:1] + "".join(map(_letter, name[1:_WIDTH]))


def initials_of_many(names: list[str]) -> list[str]:
    """`initials_of` for a column."""
    return [initials_of(name) for name in names]
