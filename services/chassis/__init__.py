"""What carries every service and knows none of them."""
