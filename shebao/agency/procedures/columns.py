"""Columns that the lists of many kinds share: who, where, to which account."""

from __future__ import annotations

from shebao.agency.matters.kind import Wanted
from shebao.agency.people.names import BANK_LONGEST, PLACE_LONGEST

_NUMBER = "身份证号码"
_OTHER_TITLES = ("公民身份号码", "证件号码")
NAME = Wanted("name", "姓名", "name")
PERSON = (Wanted("citizen_number", _NUMBER, "citizen_number", also=_OTHER_TITLES, finds="person"), NAME)
"""Somebody in the register, by number and name together, so that a slip of one digit does not hit somebody else."""
OLD_PERSON = (
    Wanted("citizen_number", _NUMBER, "any_citizen_number", also=_OTHER_TITLES),
    NAME,
    Wanted("birth_date", "出生日期", "date", required=False),
)
"""Somebody a former system knew, perhaps by a first-generation number; then the birth date stands beside it."""
NEW_PERSON = (Wanted("citizen_number", _NUMBER, "citizen_number", also=_OTHER_TITLES), NAME)
"""Somebody who is not in the register yet."""

_TOWNSHIP = Wanted("township", "乡镇", also=("乡镇（街道）",), longest=PLACE_LONGEST)
_VILLAGE_TITLES = ("村", "村社区")
NEW_VILLAGE = (_TOWNSHIP, Wanted("village", "村（社区）", also=_VILLAGE_TITLES, longest=PLACE_LONGEST))
"""A village as it is called, known or not."""
VILLAGE = (_TOWNSHIP, Wanted("village", "村（社区）", also=_VILLAGE_TITLES, finds="village", longest=PLACE_LONGEST))
"""One of the county's villages."""

PHONE = Wanted("phone", "联系电话", "phone", required=False)
BANK = (Wanted("bank", "开户行", longest=BANK_LONGEST), Wanted("account_number", "银行账号", "bank_card", also=("银行卡号",)))
BANK_IF_KNOWN = (
    Wanted("bank", "开户行", required=False, longest=BANK_LONGEST),
    Wanted("account_number", "银行账号", "bank_card", required=False, also=("银行卡号",)),
)
