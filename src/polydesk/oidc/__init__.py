"""The OpenID edge: asks a provider who somebody is."""
