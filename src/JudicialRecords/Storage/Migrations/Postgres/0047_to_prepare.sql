-- SQLite alone chose another index for the case officers' queue.
SELECT 1;
