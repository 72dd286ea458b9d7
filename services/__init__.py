"""The services of dangwu (党务): each owns its data, all travel one road."""
