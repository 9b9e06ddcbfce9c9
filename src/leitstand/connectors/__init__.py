"""One folder per network, all alike: sign_in, client, translate, limits, metrics, options. No connector knows another."""
