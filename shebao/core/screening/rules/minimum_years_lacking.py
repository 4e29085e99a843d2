"""R055: an employee pension with fewer months than the year of the award asks."""

ID, TITLE, SEVERITY = "R055", "缴费年限未达到当年最低要求", "A"
LAW = "社会保险法 第16条；国务院关于渐进式延迟法定退休年龄的办法 第二条：2030年起每年提高六个月"
ADVICE = "核对缴费和视同年限；不足的，撤销核定或按延长缴费办理。"
NEEDS = {"awards": ("person", "scheme", "kind", "from_month", "months", "minimum_months")}
THRESHOLDS: dict[str, int] = {"employee": 110, "public": 120, "disability": 3}
EVIDENCE = "缴费月数"
COUNTER = True
QUERY = """
SELECT a.person, a.from_month AS month, CAST(0 AS BIGINT) AS fen, a.months AS evidence
FROM awards a CROSS JOIN threshold t
WHERE a.scheme IN (t.employee, t.public) AND a.kind <> t.disability AND a.months < a.minimum_months
"""
EXAMPLE = (
    {"awards": [(1, 110, 1, 202401, 170, 180), (2, 110, 1, 202401, 180, 180), (3, 110, 3, 202401, 100, 180)]},
    [(1, 202401, 0, 170)],
    20240615,
)
