"""What calls cost, as shares of an empty call: `make bench`."""
