"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "public.bind": "登记网上代办",
    "public.unbind": "解除网上代办",
    "public.tell": "发站内告知",
    "public.close": "关闭站内告知",
    "public.open_terminal": "启用自助终端",
    "public.end_terminal": "停用自助终端",
    "public.forget": "删除到期的网上申请内容",
    "public.propose": "免申即享提议",
    "public.accept": "受理网上申请",
    "public.ask": "请申请人补正",
    "public.refuse": "不予受理网上申请",
    "public.apply": "自动办理网上申请",
    "public.open_scan": "打开网上申请的材料",
    "public.looks": "网上查询留痕",
}
