"""Citizen numbers, credit codes and bank cards: read, checked, invented for demonstrations, and masked for screens."""

from __future__ import annotations

import re
from datetime import date
from operator import mul
from typing import Literal

import numpy as np
import numpy.typing as npt

from shebao.base.finding import refuse

Sex = Literal["male", "female"]

DEMO_REGION = "990000"
"""Region code of invented people; GB/T 2260 assigns nothing that begins with 99."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    str(code)
    for block in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(block[0], block[1] + 1)
)
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_OLD, _FIRST, _WHOLE, _CARD = (re.compile(pattern, re.ASCII) for pattern in (r"\d{15}", r"\d{17}", r"\d{17}[\dX]", r"\d{16,19}"))
PASSBOOK = "存折"
"""What is written before a passbook's number."""
_PASSBOOK = re.compile(r"\d{10,24}", re.ASCII)
_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}", re.ASCII)
_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
_SINGLE = bytes.maketrans(b"0123456789", bytes(range(10)))
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")
_INVISIBLE = re.compile("^'|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""What a copied number carries unseen: marks of direction and width, and the apostrophe by which a spreadsheet says "text"."""
_LOOK_ALIKES = "×ХхⅩⅹΧχ✕✖"
_SOURCE = "GB 11643-1999"


def normalise_citizen_number(text: str, where: str = "") -> str:
    """The 18-character citizen number written as `text`.

    Full-width digits, a small x, surrounding spaces and marks nobody sees are put right. Raises `Refused` when the text is no citizen number;
    15 digits are refused, because 18 cut short look the same and name somebody born decades earlier; a value that arrives
    as a number is refused too, because a spreadsheet has by then replaced its last digits by zeros.
    """
    if not isinstance(text, str):
        refuse(
            "identity.text",
            "身份证号码是数值格式，末几位已被表格软件改写",
            "请把该列设为文本格式，重新填写后提交。",
            where,
            _SOURCE,
        )
    number = _half_width(_INVISIBLE.sub("", text.strip()).strip()).upper()
    if number[-1:] and number[-1:] in _LOOK_ALIKES:
        refuse(
            "identity.look_alike",
            f"身份证号码最后一位“{number[-1]}”不是字母 X，只是看起来像",
            "请用键盘上的英文字母 X 重新填写最后一位。",
            where,
            _SOURCE,
        )
    if is_first_generation(number):
        refuse(
            "identity.first_generation",
            "身份证号码只有 15 位：第一代身份证已于 2013 年停用，也可能是 18 位号码漏了末三位",
            "请照居民身份证填写 18 位号码。",
            where,
            "居民身份证法 第二十三条",
        )
    problem = citizen_number_problem(number)
    if problem:
        refuse("identity.citizen_number", f"身份证号码{problem}", "请对照居民身份证核对后重新填写。", where, _SOURCE)
    return number


def is_first_generation(number: str) -> bool:
    """Whether a number has the 15 digits of a first-generation card."""
    return _OLD.fullmatch(number) is not None


def widen(number: str) -> str:
    """The 18 characters of a first-generation number: the century 19 and the check character are put in."""
    assert is_first_generation(number)
    body = number[:6] + "19" + number[6:]
    return body + check_character(body)


def any_citizen_number(text: str, where: str = "") -> str:
    """As `normalise_citizen_number`, for lists of a former system: 15 digits stay as they are where a birth date can be in them."""
    number = _half_width(text.strip()) if isinstance(text, str) else ""
    if not is_first_generation(number):
        return normalise_citizen_number(text, where)
    check_citizen_number(widen(number), where)
    return number


def citizen_number_problem(number: str) -> str:
    """What is wrong with an 18-character citizen number, in words that follow “身份证号码”; empty if nothing is."""
    if not _WHOLE.fullmatch(number):
        return "应为 18 位（前 17 位数字，末位数字或 X）"
    if number[:2] not in _PROVINCES and not is_invented(number):
        return f"的地区代码“{number[:6]}”不存在"
    if _birth(number) is None:
        return f"中的出生日期“{number[6:14]}”不存在"
    if _check_of(number[:17]) != number[17]:
        return "校验位不对"
    return ""


def check_citizen_number(number: str, where: str = "") -> None:
    """Raise `Refused` unless `number` already is a well-formed 18-character citizen number."""
    problem = citizen_number_problem(number)
    if problem:
        refuse("identity.citizen_number", f"身份证号码{problem}", "请对照居民身份证核对后重新填写。", where, _SOURCE)


def check_character(first17: str) -> str:
    """The 18th character that belongs to 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    if not _FIRST.fullmatch(first17):
        refuse("identity.first17", f"“{first17}”不是 17 位数字", "计算校验位需要身份证号码的前 17 位。", source=_SOURCE)
    return _check_of(first17)


def _check_of(first17: str) -> str:
    return _CHECKS[sum(map(mul, map(int, first17), _WEIGHTS)) % 11]


def check_values(first17: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Check values 0–10 (10 stands for X) of a column of 17-digit whole numbers."""
    total = np.zeros_like(first17)
    for place, weight in enumerate(reversed(_WEIGHTS)):
        total += first17 // 10**place % 10 * weight
    return (12 - total % 11) % 11


def birth_date_of(number: str) -> date:
    """The birth date inside a checked citizen number."""
    born = _birth(number)
    assert born is not None, "call normalise_citizen_number first"
    return born


def sex_of(number: str) -> Sex:
    """The sex inside a checked citizen number: odd 17th digit is male."""
    return "male" if int(number[16]) % 2 else "female"


def invented_citizen_number(region: str, birth: date, sequence: int) -> str:
    """A valid citizen number of nobody: region must begin with 99; sequence 0–999, odd for men."""
    assert region.startswith("99") and len(region) == 6, "an invented person needs an unassigned region"
    assert 0 <= sequence <= 999
    body = f"{region}{birth:%Y%m%d}{sequence:03d}"
    return body + check_character(body)


def is_invented(number: str) -> bool:
    """Whether a citizen number belongs to an invented person."""
    return number.startswith("99")


def uscc_check_character(first17: str) -> str:
    """The 18th character of a unified social credit code (GB 32100-2015)."""
    code = first17.upper()
    if len(code) != 17 or any(character not in _USCC_ALPHABET for character in code):
        refuse(
            "identity.uscc",
            f"“{first17}”不是统一社会信用代码的前 17 位",
            "代码只含数字和大写字母，不用 I、O、S、V、Z。",
            source="GB 32100-2015",
        )
    total = sum(_USCC_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code))
    return _USCC_ALPHABET[(31 - total % 31) % 31]


def check_uscc(text: str, where: str = "") -> str:
    """The unified social credit code written as `text`, in capitals; raises `Refused` when its check fails."""
    code = text.strip().translate(_FULL_WIDTH).upper() if isinstance(text, str) else ""
    if len(code) != 18 or uscc_check_character(code[:17]) != code[17]:
        refuse(
            "identity.uscc",
            f"统一社会信用代码“{text}”校验不通过",
            "请对照营业执照核对 18 位代码。",
            where,
            "GB 32100-2015",
        )
    return code


def check_bank_card(text: str, where: str = "") -> str:
    """The card or passbook number written as `text`, digits only; raises `Refused` on a wrong length or, of a card, check digit (Luhn).

    A passbook's number has no check digit and any length a bank likes: whoever writes one says so with “存折” before it.
    """
    digits = _half_width(text).replace(" ", "").replace("-", "") if isinstance(text, str) else ""
    if digits.startswith(PASSBOOK):
        digits = digits.removeprefix(PASSBOOK).lstrip(":：")
        if not _PASSBOOK.fullmatch(digits):
            refuse("identity.passbook", "存折账号应为 10 至 24 位数字", "请对照存折核对账号。", where)
        return digits
    if not _CARD.fullmatch(digits):
        refuse(
            "identity.bank_card", "银行卡号应为 16 至 19 位数字", "请对照银行卡核对卡号；是存折的，在账号前写“存折”。", where, "GB/T 14504"
        )
    if luhn_digit(digits[:-1]) != digits[-1]:
        refuse("identity.bank_card", "银行卡号校验位不对", "请对照银行卡核对卡号；是存折的，在账号前写“存折”。", where, "GB/T 14504")
    return digits


def check_phone(text: str, where: str = "") -> str:
    """The phone number written as `text`; raises `Refused` for what is neither a mobile nor a line with its area code."""
    if not isinstance(text, str) or not _PHONE.fullmatch(text):
        refuse("identity.phone", "联系电话应为 11 位手机号或带区号的座机号", "请核对联系电话。", where)
    return text


def luhn_digit(body: str) -> str:
    """The check digit that completes a card number."""
    digits = body.encode()
    # From the right, every second digit counts double, and a double of two digits counts as their sum.
    return str(-(sum(digits[::-2].translate(_DOUBLED)) + sum(digits[-2::-2].translate(_SINGLE))) % 10)


def _half_width(text: str) -> str:
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def mask_citizen_number(number: str) -> str:
    """First and last four characters stay: 1101**********7774."""
    return number[:4] + "*" * max(0, len(number) - 8) + number[-4:] if len(number) > 8 else "*" * len(number)


def mask_name(name: str) -> str:
    """The first character stays: 张*, 欧***."""
    return name[:1] + "*" * (len(name) - 1)


def mask_account(account: str) -> str:
    """The last four digits stay: **** 1234."""
    return f"**** {account[-4:]}" if len(account) > 4 else "****"


def mask_phone(phone: str) -> str:
    """First three and last four digits stay: 138****5678."""
    return phone[:3] + "*" * (len(phone) - 7) + phone[-4:] if len(phone) >= 11 else "*" * len(phone)


def _birth(number: str) -> date | None:
    """The birth date at its place in the number, or None when there is no such day or century."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if 1880 <= born.year <= 2199 else None
