"""The council's desk: the work list, one claim, its status and notes."""
