"""Answers that are given in several boxes: the name of each box, in the order of the page."""

PARTS: dict[str, tuple[str, ...]] = {
    "date": ("day", "month", "year"),
    "month_year": ("month", "year"),
    "money_frequency": ("amount", "frequency"),
    "name": ("first", "last"),
    "address": ("line1", "line2", "town", "county", "postcode", "country"),
    "bank_account": ("name", "sort_code", "account_number", "roll_number"),
}
