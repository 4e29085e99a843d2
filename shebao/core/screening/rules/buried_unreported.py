"""R002: buried or cremated, and the benefit goes on."""

ID, TITLE, SEVERITY = "R002", "已火化或安葬，待遇还在发", "A"
LAW = "国发〔2014〕8号：死亡的，从次月起停止支付"
ADVICE = "向殡葬部门和家属核实死亡日期；属实的，报告死亡。"
NEEDS = {"benefits": ("person", "scheme", "region", "from_month", "to_month"), "funerals": ("person", "on_day")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "殡葬日期"
QUERY = """
SELECT DISTINCT b.person, t.month, CAST(0 AS BIGINT) AS fen, f.on_day AS evidence
FROM benefits b JOIN funerals f ON f.person = b.person CROSS JOIN threshold t
WHERE b.region = 0 AND b.to_month = 0
"""
EXAMPLE = (
    {"benefits": [(1, 170, 0, 202001, 0), (2, 170, 0, 202001, 202312), (3, 170, 0, 202001, 0)], "funerals": [(1, 20240301), (2, 20231202)]},
    [(1, 202406, 0, 20240301)],
    20240615,
)
