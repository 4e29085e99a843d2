"""The yearly self-evaluation: templates, scores, wording, and the checking of anyone's report."""
