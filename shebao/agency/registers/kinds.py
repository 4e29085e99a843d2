"""The registers, the kinds of their records, and the steps a record may take: each with its Chinese title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

OPEN, DONE, UNDONE = "open", "done", "undone"
STATES: Mapping[str, tuple[str, str]] = {
    OPEN: ("待办", "attention"),
    DONE: ("已办结", "done"),
    UNDONE: ("已撤销", "stopped"),
}
"""State of a record → (its word, the tone it is shown in)."""


class Step(NamedTuple):
    """A step: its title, the state it leaves a record in, and the states it may be taken in."""

    title: str
    leaves: str
    allowed: tuple[str, ...] = (OPEN,)


@dataclass(frozen=True, slots=True)
class Register:
    """A register. opens: the state of a record as it is entered; matter: the kind of matter that enters and carries it on;
    takes_list: whether that matter is asked by a list; area: whose rights the matter asks; follows: another kind of matter that
    carries its records on; numbered_once: whether a number stands in it once."""

    title: str
    matter: str
    kinds: Mapping[str, str]
    steps: Mapping[str, Step]
    opens: str = DONE
    takes_list: bool = False
    area: str = "register"
    follows: str = ""
    numbered_once: bool = True


UNDO = Step("撤销登记", UNDONE, (OPEN, DONE))
REOPEN = Step("重新办理", OPEN, (DONE,))
_ONLY_UNDO = {"undo": UNDO}

REGISTERS: Mapping[str, Register] = {
    "finding": Register(
        "审计问题",
        "register_finding",
        {"audit": "审计局", "outside": "第三方审计", "fund": "基金监督", "patrol": "巡察", "treasury": "财政", "self": "自查"},
        {
            "working": Step("整改中", OPEN),
            "delayed": Step("申请延期", OPEN),
            "lasting": Step("长期整改", OPEN),
            "closed": Step("整改销号", DONE),
            "looked_back": Step("回头看：没有反弹", DONE, (DONE,)),
            "recurred": Step("回头看：反弹，重新整改", OPEN, (DONE,)),
            "undo": UNDO,
        },
        opens=OPEN,
        area="audit",
        follows="close_finding",
    ),
    "petition": Register(
        "信访事项",
        "register_petition",
        {"advice": "建议", "accusation": "检举控告", "appeal": "申诉求决"},
        {
            "received": Step("告知受理", OPEN),
            "passed": Step("转送或导入法定程序", DONE),
            "refused": Step("告知不予受理", DONE),
            "objected": Step("对转办提出异议", OPEN),
            "extended": Step("延长办理期限", OPEN),
            "answered": Step("处理意见书送达", DONE),
            "review": Step("请求复查，重新办理", OPEN, (DONE,)),
            "reviewed": Step("复查意见送达", DONE),
            "recheck": Step("请求复核，重新办理", OPEN, (DONE,)),
            "rechecked": Step("复核意见送达，终结", DONE),
            "undo": UNDO,
        },
        opens=OPEN,
    ),
    "report": Register(
        "举报投诉",
        "handle_report",
        {"visit": "来访", "letter": "来信", "phone": "来电", "online": "网上", "passed": "转办"},
        {
            "handed": Step("不属职责，书面告知并移交", DONE),
            "working": Step("核查中", OPEN),
            "replied": Step("查办并答复", DONE),
            "reopen": REOPEN,
            "undo": UNDO,
        },
        opens=OPEN,
        area="audit",
    ),
    "enquiry": Register(
        "咨询工单",
        "answer_enquiry",
        {"window": "窗口", "phone": "电话", "online": "网上", "12345": "12345 热线", "12333": "12333 热线"},
        {"answered": Step("答复", DONE), "reopen": REOPEN, "undo": UNDO},
        opens=OPEN,
    ),
    "dispute": Register(
        "复议诉讼",
        "handle_dispute",
        {"review": "行政复议", "lawsuit": "行政诉讼", "labour": "劳动争议协助", "recovery": "民事追偿"},
        {
            "answered": Step("提交答复（答辩）", OPEN),
            "ended": Step("收到结论", DONE),
            "appealed": Step("上诉，重新应对", OPEN, (DONE,)),
            "undo": UNDO,
        },
        opens=OPEN,
    ),
    "disclosure": Register(
        "信息公开申请",
        "disclose_information",
        {"online": "网上", "letter": "信函", "window": "当面"},
        {
            "amended": Step("要求补正后收到补正", OPEN),
            "extended": Step("延长答复期限", OPEN),
            "open": Step("予以公开", DONE),
            "partly": Step("部分公开", DONE),
            "missing": Step("信息不存在", DONE),
            "refused": Step("不予公开", DONE),
            "reopen": REOPEN,
            "undo": UNDO,
        },
        opens=OPEN,
    ),
    "event": Register(
        "宣传和活动",
        "record_work_event",
        {
            "publicity": "政策宣传",
            "volunteers": "志愿服务",
            "training": "培训",
            "meeting": "业务会",
            "talk": "谈话",
            "party": "党课",
            "warning": "警示教育",
            "walk": "走流程",
        },
        _ONLY_UNDO,
    ),
    "rating": Register(
        "办件评价",
        "record_ratings",
        {"5": "非常满意", "4": "满意", "3": "基本满意", "2": "不满意", "1": "非常不满意"},
        _ONLY_UNDO,
        takes_list=True,
    ),
    "point": Register(
        "服务点和终端",
        "manage_service_point",
        {
            "town": "乡镇服务点",
            "village": "村（社区）服务点",
            "bank": "银行网点",
            "kiosk": "自助机",
            "scanner": "高拍仪",
            "device": "交互设备",
        },
        {
            "broken": Step("报修，暂停使用", OPEN, (DONE,)),
            "mended": Step("修好，恢复使用", DONE),
            "closed": Step("停用", UNDONE, (OPEN, DONE)),
            "undo": UNDO,
        },
    ),
    "use": Register("服务点使用量", "record_point_use", {"month": "月度使用"}, _ONLY_UNDO, takes_list=True, numbered_once=True),
    "goal": Register(
        "年度目标",
        "set_year_goal",
        {"year": "年度目标", "township": "乡镇扩面目标", "project": "专项任务"},
        {
            "progress": Step("登记进度", OPEN),
            "reached": Step("目标达成", DONE),
            "missed": Step("没有达成", DONE),
            "reopen": REOPEN,
            "undo": UNDO,
        },
        opens=OPEN,
    ),
    "takeover": Register("退休人员移交", "take_over_retirees", {"batch": "成批接收"}, _ONLY_UNDO, takes_list=True),
    "file": Register(
        "退休人员档案",
        "move_retiree_file",
        {"kept": "库存"},
        {
            "moved": Step("移存", DONE, (DONE,)),
            "sent": Step("转出，不再保管", UNDONE, (DONE,)),
            "undo": UNDO,
        },
    ),
    "group": Register(
        "退休人员自管小组",
        "keep_retiree_group",
        {"community": "社区小组", "unit": "原单位小组", "interest": "兴趣小组"},
        _ONLY_UNDO,
        takes_list=True,
        numbered_once=False,
    ),
    "plan": Register(
        "退休人员体检方案",
        "plan_health_checks",
        {"year": "年度体检"},
        {"closed": Step("年度体检结束", DONE), "undo": UNDO},
        opens=OPEN,
    ),
    "booking": Register("退休人员体检预约", "book_health_checks", {"list": "预约名单"}, _ONLY_UNDO, takes_list=True),
    "checkup": Register(
        "退休人员体检",
        "run_health_checks",
        {"year": "年度体检"},
        {"paid": Step("付给体检机构", DONE, (DONE,)), "undo": UNDO},
        takes_list=True,
        follows="pay_health_checks",
    ),
    "service": Register(
        "退休人员服务",
        "record_retiree_service",
        {
            "aged": "高龄慰问",
            "illness": "重病慰问",
            "hardship": "特困慰问",
            "death": "死亡慰问",
            "festival": "节日慰问",
            "group": "自管小组",
            "training": "协理员培训",
            "activity": "文体活动",
            "mutual": "互助",
            "college": "老年大学补助",
            "card": "退休证",
        },
        _ONLY_UNDO,
        takes_list=True,
    ),
    "archive": Register(
        "归档",
        "file_archive",
        {"forever": "永久", "100": "100 年", "50": "50 年", "30": "30 年", "10": "10 年"},
        {"disposed": Step("鉴定处置", DONE, (DONE,)), "undo": UNDO},
        takes_list=True,
    ),
    "loan": Register(
        "档案调阅",
        "lend_archive",
        {"read": "查阅", "copy": "复印", "lend": "借出", "pass": "转递"},
        {"returned": Step("归还", DONE), "undo": UNDO},
        opens=OPEN,
        numbered_once=False,
    ),
    "disposal": Register(
        "档案鉴定处置", "dispose_archive", {"keep": "续存", "pass": "移交", "destroy": "销毁"}, _ONLY_UNDO, takes_list=True
    ),
    "budget": Register(
        "本单位预算",
        "adjust_agency_budget",
        {"initial": "年初批复", "added": "追加（调减）", "moved": "调剂", "spent": "支出", "office": "三公、采购、资产、人员"},
        _ONLY_UNDO,
    ),
    "exchange": Register(
        "部门数据交换",
        "exchange_batch",
        {"in": "接收", "out": "提供"},
        {"fed_back": Step("反馈结果", OPEN), "deleted": Step("到期删除", DONE), "undo": UNDO},
        opens=OPEN,
        area="audit",
    ),
    "publication": Register("自评公开", "publish_self_evaluation", {"report": "自评报告"}, {"undo": Step("更正公告", UNDONE, (DONE,))}),
}
"""Register → what it is. The order is that of the page."""
