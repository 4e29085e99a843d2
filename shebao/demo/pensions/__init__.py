"""The two schemes of working people, lived beside the residents': employers and wages, pensions taken over, decided, adjusted and paid."""
