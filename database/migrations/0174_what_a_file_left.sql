-- The version of a record as a file left it: what somebody changed since is not taken back with the file.

alter table import_rows add column version_after integer;
