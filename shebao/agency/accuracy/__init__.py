"""发放准确率: a seeded sample of a year's payments, checked one by one, and the rates that follow with their intervals."""
