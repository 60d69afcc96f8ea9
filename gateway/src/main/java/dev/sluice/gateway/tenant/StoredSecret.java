package dev.sluice.gateway.tenant;

import org.jspecify.annotations.Nullable;

/**
 * A row of the directory.
 *
 * @param secret null for a shop without secrets
 */
record StoredSecret(String shop, SecretCipher.@Nullable Encrypted secret) {}
