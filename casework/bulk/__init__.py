"""One act on many claims: chosen in the work list, seen before it is done, done off the request, claim by claim."""
