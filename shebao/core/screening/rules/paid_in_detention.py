"""R007: paid while detained without a judgment."""

ID, TITLE, SEVERITY = "R007", "羁押未判决期间仍在发放", "B"
LAW = "劳社厅函〔2001〕44号：通缉或羁押期间暂停发放，判无罪的补发"
ADVICE = "核实羁押起止；属实的，暂停发放，判决无罪的补发。"
NEEDS = {"payments": ("person", "scheme", "month", "fen"), "custody": ("person", "from_day", "to_day", "sentence")}
THRESHOLDS: dict[str, int] = {"detained": 8}
EVIDENCE = "羁押日期"
QUERY = """
SELECT p.person, p.month, MAX(p.fen) AS fen, MIN(c.from_day) AS evidence
FROM payments p JOIN custody c ON c.person = p.person CROSS JOIN threshold t
WHERE c.sentence = t.detained AND p.month > c.from_day // 100 AND (c.to_day = 0 OR p.month < c.to_day // 100)
GROUP BY p.person, p.scheme, p.month
"""
EXAMPLE = (
    {"payments": [(1, 170, 202404, 10_000), (2, 170, 202404, 10_000)], "custody": [(1, 20240301, 0, 8), (2, 20240301, 0, 2)]},
    [(1, 202404, 10_000, 20240301)],
    20240615,
)
