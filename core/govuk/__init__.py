"""GOV.UK Design System markup for Django: ordinary forms, and questions of a form document, by the same controls."""
