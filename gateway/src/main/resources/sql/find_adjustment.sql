-- What an adjustment came to.
-- Binds: command_id. Result: stock_after, available_after; no row when there was none under this command.
SELECT stock_after, available_after FROM stock_movements WHERE command_id = :command_id
