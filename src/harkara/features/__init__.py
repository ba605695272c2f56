"""What an operator, a customer or Meta does. A feature may be removed without touching core."""
