"""R063: the accident was before the first month paid."""

ID, TITLE, SEVERITY = "R063", "事故发生在首次缴费月之前", "A"
LAW = "社会保险法 第41条；工伤保险条例 第62条"
ADVICE = "核对参保和缴费时间；参保前的事故，由用人单位支付。"
NEEDS = {"injuries": ("person", "accident_day", "first_paid_month")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "事故日期"
QUERY = """
SELECT i.person, i.accident_day // 100 AS month, CAST(0 AS BIGINT) AS fen, i.accident_day AS evidence
FROM injuries i
WHERE i.first_paid_month > 0 AND i.accident_day // 100 < i.first_paid_month
"""
EXAMPLE = ({"injuries": [(1, 20240105, 202402), (2, 20240305, 202402)]}, [(1, 202401, 0, 20240105)], 20240615)
