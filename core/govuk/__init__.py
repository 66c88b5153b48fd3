"""GOV.UK Design System markup: ordinary Django forms and questions of a form document, by the same controls."""
