"""R001: a month after the month of death was paid."""

ID, TITLE, SEVERITY = "R001", "死亡以后仍在发放", "A"
LAW = "国发〔2014〕8号：死亡的，从次月起停止支付；社会保险经办条例（国令第765号）第25条"
ADVICE = "核对死亡证明或火化记录；属实的，报告死亡、停发，把多发的月份立为追回。"
NEEDS = {"payments": ("person", "scheme", "month", "fen"), "deaths": ("person", "on_day")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "死亡日期"
COUNTER = True
QUERY = """
SELECT p.person, p.month, p.fen, d.on_day AS evidence
FROM payments p JOIN (SELECT person, MIN(on_day) AS on_day FROM deaths GROUP BY person) d ON d.person = p.person
WHERE p.month > d.on_day // 100
"""
EXAMPLE = (
    {"payments": [(1, 170, 202402, 15_000), (1, 170, 202403, 15_000), (2, 170, 202403, 15_000)], "deaths": [(1, 20240211)]},
    [(1, 202403, 15_000, 20240211)],
    20240615,
)
