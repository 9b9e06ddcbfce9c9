"""What was paid for it? Paid campaigns, targets, creatives, reports of spend, tests with a control; it books nothing at a network."""
