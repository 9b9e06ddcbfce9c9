"""What for? The company, its goals, target groups, accounts, people and money; working methods that decide something in the plan.

It neither plans posts nor writes them.
"""
