-- users: {"by":["plan"],"where":{},"asOf":null,"metrics":["arpu"]}
-- refresh: npx vitest run --project node golden-sql -u
with "mrr_rows" as (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users, cast("f"."plan" as text) as "d1"
from (select * from "subscriptions" where tenant = $1 and superseded_at is null and not deleted) as "f"
where "f".mrr <> 0 and f.starts_on < cast($2 as date)
),
"mrr_dated" as (
-- what begins and what ends
select account_id, "d1", starts_on as day, mrr as change from "mrr_rows"
union all
select account_id, "d1", ends_on as day, -mrr as change from "mrr_rows"
where ends_on is not null and ends_on < cast($3 as date)
),
"periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_to_array(unnest(string_to_array(cast($4 as text), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + generate_series(0, ends - starts - 1) as day, period from "periods"
),
"user_changes" as (
-- change in users by account and day
select account_id, "d1", starts_on as day, users as change from "mrr_rows"
union all
select account_id, "d1", ends_on as day, -users as change from "mrr_rows"
where ends_on is not null and ends_on < cast($5 as date)
)
select cast($6 as integer) as measure, coalesce(p.period, $7) as period, "c"."d1",
  cast($8 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "mrr_dated" as c left join "days" as p on p.day = c.day
group by p.period, "c"."d1"
union all
select cast($9 as integer) as measure, coalesce(p.period, $10) as period, "c"."d1",
  cast($11 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "user_changes" as c left join "days" as p on p.day = c.day
group by p.period, "c"."d1"
-- values: ["acme","2026-03-01","2026-03-01","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","2026-03-01",0,-1,null,1,-1,null]
