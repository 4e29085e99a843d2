"""R028: deemed service before sixteen, or after the account was opened."""

ID, TITLE, SEVERITY = "R028", "视同缴费年限早于十六周岁或晚于建账", "A"
LAW = "国发〔1997〕26号：实行个人缴费前的连续工龄视同缴费年限"
ADVICE = "核对档案和建立个人账户的时间；不成立的部分撤销认定。"
NEEDS = {"careers": ("person", "birth", "deemed_from_month", "deemed_to_month", "account_month")}
THRESHOLDS: dict[str, int] = {"years": 16}
EVIDENCE = "视同起月"
COUNTER = True
QUERY = """
SELECT c.person, t.month, CAST(0 AS BIGINT) AS fen, c.deemed_from_month AS evidence
FROM careers c CROSS JOIN threshold t
WHERE c.deemed_from_month > 0 AND (c.deemed_from_month < c.birth // 100 + t.years * 100
  OR (c.account_month > 0 AND c.deemed_to_month >= c.account_month))
"""
EXAMPLE = (
    {"careers": [(1, 19600301, 197501, 199512, 199601), (2, 19600301, 198001, 199512, 199601), (3, 19600301, 198001, 199601, 199601)]},
    [(1, 202406, 0, 197501), (3, 202406, 0, 198001)],
    20240615,
)
