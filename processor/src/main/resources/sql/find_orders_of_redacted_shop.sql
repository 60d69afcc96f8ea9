-- Orders of a shop after a place, in the order of their ids, which begin with the shop and a colon; ';' follows ':'.
-- $1 shop, $2 id after which to begin (empty for the first), $3 most orders. Result: id
SELECT id FROM orders WHERE id > greatest($2, $1 || ':') AND id < $1 || ';' ORDER BY id LIMIT $3
