"""From submission to approval: meetings, sums, screening, and who signs a grant."""
