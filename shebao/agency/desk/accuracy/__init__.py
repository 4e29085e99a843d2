"""Pages of payment accuracy: samples, one sample with its report, one payment with its evidence and answer."""
