-- commitments: {"by":["plan"],"where":{},"asOf":null,"metrics":["cmrr"]}
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
"commitment_windows"("period", "closes", "known_by") as (
-- what was known when periods ended
select cast(part[$5] as bigint), cast(part[$6] as date), cast(part[$7] as timestamp)
from (select string_to_array(unnest(string_to_array(cast($8 as text), chr(30))), chr(31)) as part) as parts
),
"commitments" as (
-- subscriptions signed and not started, or with a known end, as was known when each period ended
select w.period as period, f.id as id, case when f.starts_on < w.closes then -"now_known".mrr else "f".mrr end as change, cast("f"."plan" as text) as "d1"
from (select * from "subscriptions" where tenant = $9 and not deleted) as "f"
  left join (select * from "subscriptions" where tenant = $10 and superseded_at is null and not deleted) as now_known on now_known.id = f.id
  join commitment_windows as w on f.recorded_at < w.known_by and (f.superseded_at is null or f.superseded_at >= w.known_by)
where "f".mrr <> 0 and ((f.starts_on >= w.closes and "f".ends_on is null and (now_known.id is null or not ("now_known".starts_on < w.closes and ("now_known".ends_on is null or "now_known".ends_on >= w.closes)))) or (f.starts_on < w.closes and "f".ends_on >= w.closes and now_known.id is not null and ("now_known".starts_on < w.closes and ("now_known".ends_on is null or "now_known".ends_on >= w.closes))))
)
select cast($11 as integer) as measure, coalesce(p.period, $12) as period, "c"."d1",
  cast($13 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "mrr_dated" as c left join "days" as p on p.day = c.day
group by p.period, "c"."d1"
union all
select cast($14 as integer) as measure, c.period as period, "c"."d1",
  cast($15 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "commitments" as c
group by c.period, "c"."d1"
-- values: ["acme","2026-03-01","2026-03-01","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01",1,2,3,"0\u001f2026-02-01\u001f2026-02-01T00:00:00.000\u001e1\u001f2026-03-01\u001f2026-03-01T00:00:00.000","acme","acme",0,-1,null,1,null]
