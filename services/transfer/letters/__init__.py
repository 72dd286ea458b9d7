"""Letters: their numbers, what their codes say, what is printed on them."""
