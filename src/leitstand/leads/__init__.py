"""Who came of it? Opportunities of sales with every step towards the deal, on networks and off them."""
