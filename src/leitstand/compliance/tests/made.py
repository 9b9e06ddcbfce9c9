"""A law of one rule for the tests of other rooms: nobody may be called a fraud."""

import tomllib

FORBIDDEN = tomllib.loads(
    """
[facts."label.word"]
kind = "text"
how = "computed"
means = "x"
[facts."case.network"]
kind = "text"
how = "computed"
means = "x"
[facts."case.format"]
kind = "text"
how = "computed"
means = "x"
[facts."case.has_media"]
kind = "yes_no"
how = "computed"
means = "x"
[facts."author.role"]
kind = "text"
how = "declared"
means = "x"
[facts."text.fraud"]
kind = "yes_no"
how = "computed"
means = "x"
[patterns.fraud]
fact = "text.fraud"
regex = 'betrüger'
hits = ["Betrüger"]
passes = ["betrübt"]
[[rule]]
id = "MADE-01"
kinds = ["reply", "message"]
title = { en = "Calls somebody a fraud", de = "Nennt jemanden Betrüger" }
demand = { en = "x", de = "x" }
mend = { en = "Leave it out.", de = "Bitte weglassen." }
law = "§ 185 StGB"
source = "x"
read_on = 2026-08-19
sure = "primary"
[[rule.case]]
level = "block"
when = { fact = "text.fraud", is = true }
"""
)
