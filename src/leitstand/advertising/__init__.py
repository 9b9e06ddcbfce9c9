"""What was paid for it? Paid campaigns, whom they aim at, creatives, spend and results, tests with a control; it books nothing at a network."""
