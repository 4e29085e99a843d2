"""R051: the government paid for somebody who was on no list that year."""

ID, TITLE, SEVERITY = "R051", "代缴对象不在低保、特困名单", "B"
LAW = "国发〔2014〕8号：政府为缴费困难群体代缴"
ADVICE = "与民政核对当年名单；不在名单的，退回代缴资金。"
NEEDS = {"subsidies": ("person", "scheme", "from_month", "to_month", "kind"), "assistance": ("person", "from_year", "to_year")}
THRESHOLDS: dict[str, int] = {"assisted": 1}
EVIDENCE = "代缴年度"
QUERY = """
SELECT s.person, MAX(s.from_month) AS month, CAST(0 AS BIGINT) AS fen, MAX(s.from_month // 100) AS evidence
FROM subsidies s CROSS JOIN threshold t
WHERE s.kind = t.assisted AND NOT EXISTS (
  SELECT 1 FROM assistance a
  WHERE a.person = s.person AND a.from_year <= s.from_month // 100 AND (a.to_year = 0 OR a.to_year >= s.from_month // 100))
GROUP BY s.person
"""
EXAMPLE = (
    {"subsidies": [(1, 170, 202401, 202412, 1), (2, 170, 202401, 202412, 1), (3, 170, 202401, 202412, 2)], "assistance": [(2, 2020, 0)]},
    [(1, 202401, 0, 2024)],
    20240615,
)
