"""What a network must promise: contract, manifest, errors, HTTP, register. Nothing here knows Django or a network's name."""
