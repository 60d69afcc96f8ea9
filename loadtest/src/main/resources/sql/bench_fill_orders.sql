-- Orders made up by their number, in the shape of real ones: about 1 KB a row, lines included.
-- Binds: 1 how many there will be in all (they are spread evenly over the last 400 days), 2 first number, 3 last number.
INSERT INTO orders (id, shop, source, shopify_order_id, name, state, state_reason, financial_status, fulfillment_status,
                    customer_id, customer_name, customer_email, lines, total_amount, currency, created_at, updated_at,
                    received_at, processed_at, version, sequence, facts)
SELECT 'bench-' || n % 50 || '.myshopify.com:' || 5000000000 + n,
       'bench-' || n % 50 || '.myshopify.com',
       'shopify',
       5000000000 + n,
       '#' || n,
       (ARRAY['pending', 'confirmed', 'confirmed', 'processing', 'shipped', 'delivered', 'delivered', 'delivered',
              'cancelled', 'refunded'])[1 + n * 7 % 10],
       'snapshot',
       'paid',
       CASE WHEN n % 3 = 0 THEN 'fulfilled' END,
       (7000000000 + n % 100000)::text,
       'Customer ' || n % 100000,
       'customer-' || n % 100000 || '@example.com',
       jsonb_build_array(
           jsonb_build_object('id', (9000000000 + n)::text, 'sku', 'SKU-' || n % 1000, 'title', 'Trail jacket, size M',
                              'quantity', 1 + n % 3, 'price', '49.90'),
           jsonb_build_object('id', (9500000000 + n)::text, 'sku', 'SKU-' || n % 977, 'title', 'Coffee beans, 250 g',
                              'quantity', 1, 'price', '12.50')),
       62.40 + n % 500,
       'EUR',
       placed,
       placed + interval '3 hours',
       placed + interval '1 second',
       placed + interval '2 seconds',
       1 + n % 5,
       1,
       decode(repeat(md5(n::text), 24), 'hex')
FROM (SELECT n, now() - interval '400 days' * (n::float8 / ?) AS placed FROM generate_series(?::bigint, ?::bigint) n) made
