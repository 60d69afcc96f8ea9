-- The small tables of the gateway: tenants with their secrets, and staff.

CREATE TABLE shops (
    shop       text        PRIMARY KEY COLLATE "C" CHECK (shop = lower(shop) AND length(shop) BETWEEN 1 AND 255),
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Several secrets of a shop are valid at once during a rotation. Encrypted with the key that key_id names.
CREATE TABLE shop_secrets (
    id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    shop       text        NOT NULL COLLATE "C" REFERENCES shops,
    key_id     text        NOT NULL,
    ciphertext bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX shop_secrets_shop ON shop_secrets (shop);

CREATE TABLE staff (
    id            bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    email         text        NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
    password_hash text        NOT NULL,
    role          text        NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    active        boolean     NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now()
);
