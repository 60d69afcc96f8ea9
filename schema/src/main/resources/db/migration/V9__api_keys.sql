-- Storefronts' keys. A key is 32 random bytes in a text, so a plain SHA-256 of it gives nothing to guess from.

CREATE TABLE api_keys (
    id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    shop       text        NOT NULL COLLATE "C" REFERENCES shops,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    digest     bytea       NOT NULL UNIQUE CHECK (length(digest) = 32),
    -- How the key begins, for people to tell keys apart.
    hint       text        NOT NULL CHECK (length(hint) BETWEEN 1 AND 16),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by text        NOT NULL,
    revoked_at timestamptz,
    revoked_by text,
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX api_keys_listing ON api_keys (id DESC);
CREATE INDEX api_keys_by_shop ON api_keys (shop, id DESC);
