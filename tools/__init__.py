"""What the makers of the product use and its users do not."""
