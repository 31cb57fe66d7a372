-- A date told with room to spare has not moved while supply says what it said then.
alter table told_dates add column projected_on date;
comment on column told_dates.projected_on is 'What supply said when the date was told; null: no date, or nothing known.';
