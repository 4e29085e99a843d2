"""R009: the proof of life ran out more than a month ago and the benefit goes on."""

ID, TITLE, SEVERITY = "R009", "认证过期一个月以上，待遇还在发", "B"
LAW = "社会保险经办条例（国令第765号）第26条"
ADVICE = "先通知本人；通知送达、期满仍未认证的，按逾期暂停办理。"
NEEDS = {"benefits": ("person", "scheme", "region", "from_month", "to_month"), "validity": ("person", "until_month")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "有效至"
QUERY = """
SELECT DISTINCT b.person, t.month, CAST(0 AS BIGINT) AS fen, v.until_month AS evidence
FROM benefits b JOIN validity v ON v.person = b.person CROSS JOIN threshold t
WHERE b.region = 0 AND b.to_month = 0
  AND v.until_month < CASE WHEN t.month % 100 = 1 THEN t.month - 89 ELSE t.month - 1 END
"""
EXAMPLE = (
    {"benefits": [(1, 170, 0, 202001, 0), (2, 170, 0, 202001, 0)], "validity": [(1, 202404), (2, 202405)]},
    [(1, 202406, 0, 202404)],
    20240615,
)
