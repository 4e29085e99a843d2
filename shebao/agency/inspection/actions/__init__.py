"""What inspection does: plans and draws, opens and concludes cases, runs campaigns, samples the agency's own files."""

from .campaigns import NewCampaign, NewCampaignStep, NewTask, start_campaign, take_campaign_step
from .cases import NewCase, NewCaseStep, NewFinding, open_case, take_case_step
from .own_files import NewSampleResult, draw_own_files, enter_sample_results
from .plans import Member, NewPlan, plan

__all__ = [
    "Member", "NewCampaign", "NewCampaignStep", "NewCase", "NewCaseStep", "NewFinding", "NewPlan", "NewSampleResult", "NewTask", "draw_own_files",
    "enter_sample_results", "open_case", "plan", "start_campaign", "take_campaign_step", "take_case_step",
]  # fmt: skip
