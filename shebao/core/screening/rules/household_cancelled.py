"""R003: the household registration was cancelled by death or emigration, and the benefit goes on."""

ID, TITLE, SEVERITY = "R003", "户籍因死亡或出国定居注销，待遇还在发", "A"
LAW = "社会保险法 第14条；国发〔2014〕8号"
ADVICE = "向公安核实注销原因和日期；属实的，按原因办理。"
NEEDS = {"benefits": ("person", "scheme", "region", "from_month", "to_month"), "cancelled_households": ("person", "on_day", "reason")}
THRESHOLDS: dict[str, int] = {"death": 1, "emigration": 2}
EVIDENCE = "注销日期"
QUERY = """
SELECT DISTINCT b.person, t.month, CAST(0 AS BIGINT) AS fen, h.on_day AS evidence
FROM benefits b JOIN cancelled_households h ON h.person = b.person CROSS JOIN threshold t
WHERE b.region = 0 AND b.to_month = 0 AND (h.reason = t.death OR h.reason = t.emigration)
"""
EXAMPLE = (
    {"benefits": [(1, 170, 0, 202001, 0), (2, 170, 0, 202001, 0)], "cancelled_households": [(1, 20240105, 1), (2, 20240105, 9)]},
    [(1, 202406, 0, 20240105)],
    20240615,
)
