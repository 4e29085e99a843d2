"""What may stand in a text that people type: visible characters only, within its length, and nothing that divides a bank's file.

Asked at the form, in a list and by the counter that keeps the text, so that SQLite refuses what PostgreSQL refuses.
"""

from __future__ import annotations

import re
import unicodedata

from shebao.base.finding import refuse

LONGEST = 200
"""Of a text for which nothing else is said."""
SEPARATORS = "|｜"
"""What the layouts of bank files divide their fields by; a layout that brings another one adds it here."""
_ORDINARY = re.compile(r"[ -{}~\u4e00-\u9fff，。、；：（）“”《》〔〕·—％]*")
_UNSEEN = {"Cc": "控制字符", "Cf": "看不见的字符", "Cs": "残缺的字符", "Zl": "换行", "Zp": "换行"}


def text_problem(text: str, longest: int = LONGEST) -> str:
    """What is wrong with a text, in words that follow its title; empty if nothing is."""
    if len(text) > longest:
        return f"有 {len(text)} 个字，最多 {longest} 个字"
    if _ORDINARY.fullmatch(text):
        return ""
    for place, character in enumerate(text, 1):
        if character in "\r\n":
            return f"第 {place} 个字处有换行，应写成一行"
        if character == "\t":
            return f"第 {place} 个字处有制表符，请改为空格"
        if character in SEPARATORS:
            return f"第 {place} 个字是“{character}”，银行文件用它分隔栏目，请改用“、”"
        if word := _UNSEEN.get(unicodedata.category(character)):
            return f"第 {place} 个字处有{word}（U+{ord(character):04X}），请删去后重新填写"
    return ""


def plain_text(text: str, title: str, longest: int = LONGEST, where: str = "") -> str:
    """The text without blanks around it; raises `Refused` where it may not stand."""
    text = text.strip()
    if problem := text_problem(text, longest):
        refuse("text.plain", f"{title}{problem}", "请改正后重新填写。", where)
    return text
