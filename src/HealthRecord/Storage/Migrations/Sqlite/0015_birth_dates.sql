-- Only the year may be known; here the column is text already.
SELECT 1;
