"""What is paid in: bases with floor and cap, rates by period, work-injury classes, late fee, relief, arrears."""
