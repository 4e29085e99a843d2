"""R011: employee contributions were paid while a resident pension runs."""

ID, TITLE, SEVERITY = "R011", "领取居民养老金的人有职工缴费", "C"
LAW = "人社部发〔2014〕17号：城乡养老保险制度衔接"
ADVICE = "核实就业和缴费是否真实；达到职工待遇条件的，按制度衔接办理。"
NEEDS = {"benefits": ("person", "scheme", "region", "from_month", "to_month"), "contributions": ("person", "scheme", "month")}
THRESHOLDS: dict[str, int] = {"resident": 170, "employee": 110}
EVIDENCE = "首个缴费月"
COUNTER = True
QUERY = """
SELECT b.person, MAX(c.month) AS month, CAST(0 AS BIGINT) AS fen, MIN(c.month) AS evidence
FROM benefits b JOIN contributions c ON c.person = b.person CROSS JOIN threshold t
WHERE b.region = 0 AND b.scheme = t.resident AND c.scheme = t.employee AND c.month >= b.from_month AND (b.to_month = 0 OR c.month <= b.to_month)
GROUP BY b.person
"""
EXAMPLE = (
    {"benefits": [(1, 170, 0, 202001, 0), (2, 170, 0, 202001, 0)], "contributions": [(1, 110, 202303), (1, 110, 202304), (2, 110, 201912)]},
    [(1, 202304, 0, 202303)],
    20240615,
)
