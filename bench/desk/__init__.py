"""The council's desk with a large council's claims: how long its lists, pages and searches take."""
