"""绩效自评: measures, drafts, evidence."""
