-- What shops sell, and how many of it there are. The gateway writes products and adjusts stock; the processor moves stock.

-- A key and a text in one index: a search reads only its own shop's products.
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- One row a shop that has products: how often its catalog changed, and up to which change its caches were cleared.
-- Its row lock makes changes of one shop's catalog come one by one, so that generations are committed in their order.
CREATE TABLE catalogs (
    shop       text        PRIMARY KEY COLLATE "C",
    generation bigint      NOT NULL CHECK (generation > 0),
    cleared    bigint      NOT NULL DEFAULT 0 CHECK (cleared BETWEEN 0 AND generation),
    changed_at timestamptz NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX catalogs_to_clear ON catalogs (changed_at) WHERE cleared < generation;

CREATE TABLE products (
    shop               text        NOT NULL COLLATE "C" REFERENCES shops,
    sku                text        NOT NULL COLLATE "C" CHECK (sku ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    name               text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    description        text        NOT NULL DEFAULT '' CHECK (length(description) <= 4000),
    brand              text CHECK (length(brand) BETWEEN 1 AND 100),
    category           text COLLATE "C" CHECK (length(category) BETWEEN 1 AND 100),
    -- With as many decimals as the currency has.
    price              numeric     NOT NULL CHECK (price >= 0 AND price < 10000000000 AND scale(price) <= 4),
    currency           text        NOT NULL COLLATE "C" CHECK (currency ~ '^[A-Z]{3}$'),
    active             boolean     NOT NULL DEFAULT true,
    -- Most units that one customer may buy; null for any number.
    per_customer_limit integer CHECK (per_customer_limit BETWEEN 1 AND 1000000),
    -- The catalog's generation at the last change of this product, by the trigger below.
    generation         bigint      NOT NULL,
    search             tsvector    NOT NULL,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (shop, sku)
);
CREATE INDEX products_by_category ON products (shop, category, sku) WHERE active;
CREATE INDEX products_by_price ON products (shop, price) WHERE active;
CREATE INDEX products_by_generation ON products (shop, generation);
CREATE INDEX products_search ON products USING gin (shop, search) WHERE active;

-- Names count most, then brand, category and SKU, then the description. Without stemming: the language is not known.
CREATE FUNCTION product_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := setweight(to_tsvector('simple', NEW.name), 'A')
        || setweight(to_tsvector('simple', concat_ws(' ', NEW.brand, NEW.category, NEW.sku)), 'B')
        || setweight(to_tsvector('simple', NEW.description), 'C');
    RETURN NEW;
END
$$;
CREATE TRIGGER products_search BEFORE INSERT OR UPDATE OF sku, name, brand, category, description ON products
    FOR EACH ROW EXECUTE FUNCTION product_search();

-- Whoever changes a product, by whatever statement, caches hear of it.
CREATE FUNCTION product_generation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalogs AS c (shop, generation, changed_at) VALUES (NEW.shop, 1, clock_timestamp())
    ON CONFLICT (shop) DO UPDATE SET generation = c.generation + 1, changed_at = clock_timestamp()
    RETURNING generation INTO NEW.generation;
    RETURN NEW;
END
$$;
CREATE TRIGGER products_generation BEFORE INSERT OR UPDATE ON products
    FOR EACH ROW EXECUTE FUNCTION product_generation();

-- How many units there are and where (G6). No statement can oversell or leak: the equation is part of the table.
CREATE TABLE inventory (
    shop       text        NOT NULL COLLATE "C",
    sku        text        NOT NULL COLLATE "C",
    -- All units that were ever put on sale, sold ones included.
    stock      bigint      NOT NULL,
    available  bigint      NOT NULL CHECK (available >= 0),
    -- Held by orders that wait for their confirmation.
    reserved   bigint      NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    sold       bigint      NOT NULL DEFAULT 0 CHECK (sold >= 0),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (shop, sku),
    FOREIGN KEY (shop, sku) REFERENCES products,
    CONSTRAINT inventory_balanced CHECK (stock = available + reserved + sold)
) WITH (fillfactor = 50);

-- What became of a hold: one row by its id, and the first to insert it decides. Who applies a purchase inserts reserved,
-- sold or refused; who gives a hold back first inserts released here, and only then gives it back in Redis. Whichever
-- commits first wins, and the other finds the row: a purchase that finds released is a cancelled order.
CREATE TABLE inventory_reservations (
    -- Of one SKU: an order of several lines has a hold for each.
    reservation_id text        PRIMARY KEY COLLATE "C" CHECK (length(reservation_id) BETWEEN 1 AND 512),
    shop           text        NOT NULL COLLATE "C",
    sku            text        NOT NULL COLLATE "C",
    quantity       bigint      NOT NULL CHECK (quantity > 0),
    customer_id    text COLLATE "C",
    -- As in orders.id; null for a hold that no order came for.
    order_id       text COLLATE "C",
    -- reserved, sold: its units are in that column of inventory. refused, released: it never had any. returned: it had.
    state          text        NOT NULL COLLATE "C" CHECK (state IN ('reserved', 'sold', 'refused', 'released', 'returned')),
    reason         text COLLATE "C",
    -- Until when its order must be confirmed.
    confirm_by     timestamptz,
    decided_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    CHECK ((state = 'reserved') <= (confirm_by IS NOT NULL)),
    CHECK ((state IN ('reserved', 'sold', 'returned')) <= (order_id IS NOT NULL)),
    CHECK ((state IN ('refused', 'released', 'returned')) <= (reason IS NOT NULL))
);
CREATE INDEX inventory_reservations_of_customers ON inventory_reservations (shop, sku, customer_id)
    WHERE state IN ('reserved', 'sold');
CREATE INDEX inventory_reservations_of_orders ON inventory_reservations (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX inventory_reservations_to_confirm ON inventory_reservations (confirm_by) WHERE state = 'reserved';

-- What was decided stays decided: units are confirmed or come back, once, and nothing else changes.
CREATE FUNCTION reservation_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.reservation_id, OLD.shop, OLD.sku, OLD.quantity) IS DISTINCT FROM
       (NEW.reservation_id, NEW.shop, NEW.sku, NEW.quantity)
       OR NOT (OLD.state = NEW.state OR (OLD.state, NEW.state) IN
           (('reserved', 'sold'), ('reserved', 'returned'), ('sold', 'returned'))) THEN
        RAISE EXCEPTION 'reservation % cannot go from % to %', OLD.reservation_id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'inventory_reservations_legal';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER inventory_reservations_legal BEFORE UPDATE ON inventory_reservations
    FOR EACH ROW EXECUTE FUNCTION reservation_moves();

-- Why the numbers of inventory are what they are: the sum of the movements of a product is its row there. Written in the
-- transaction that moves them.
CREATE TABLE stock_movements (
    id             bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    shop           text        NOT NULL COLLATE "C",
    sku            text        NOT NULL COLLATE "C",
    kind           text        NOT NULL COLLATE "C" CHECK (kind IN
        ('created', 'adjusted', 'reserved', 'confirmed', 'sold', 'returned')),
    stock          bigint      NOT NULL,
    available      bigint      NOT NULL,
    reserved       bigint      NOT NULL,
    sold           bigint      NOT NULL,
    -- Of an adjustment: the numbers after it, which the same command is answered again.
    stock_after     bigint,
    available_after bigint,
    order_id       text COLLATE "C",
    reservation_id text COLLATE "C",
    -- Of an adjustment: what makes it the same when it is sent again, as in audit_log, which also has who and why.
    command_id     text COLLATE "C",
    at             timestamptz NOT NULL,
    CONSTRAINT stock_movements_balanced CHECK (stock = available + reserved + sold),
    CHECK (stock = 0 OR kind IN ('created', 'adjusted')),
    CHECK ((kind = 'adjusted') = (command_id IS NOT NULL AND stock_after IS NOT NULL AND available_after IS NOT NULL))
);
CREATE UNIQUE INDEX stock_movements_command ON stock_movements (command_id) WHERE command_id IS NOT NULL;
CREATE INDEX stock_movements_of_products ON stock_movements (shop, sku, id);
