"""R030: three years or more paid back at once without a document."""

ID, TITLE, SEVERITY = "R030", "一次补缴三十六个月以上而没有依据", "A"
LAW = "人社部发〔2016〕132号（未核实）"
ADVICE = "调取劳动关系文书；没有依据的，按退费更正办理。"
NEEDS = {"back_payments": ("person", "scheme", "months", "paid_month", "documented")}
THRESHOLDS: dict[str, int] = {"most": 36}
EVIDENCE = "补缴月数"
QUERY = """
SELECT b.person, b.paid_month AS month, CAST(0 AS BIGINT) AS fen, b.months AS evidence
FROM back_payments b CROSS JOIN threshold t
WHERE b.months >= t.most AND b.documented = 0
"""
EXAMPLE = ({"back_payments": [(1, 110, 48, 202401, 0), (2, 110, 48, 202401, 1), (3, 110, 12, 202401, 0)]}, [(1, 202401, 0, 48)], 20240615)
