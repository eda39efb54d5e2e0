-- ratio-by-owner-region: {"metrics":["win_rate"],"by":["region"],"where":{"owner":["Ann",null]},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_to_array(unnest(string_to_array(cast($1 as text), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + generate_series(0, ends - starts - 1) as day, period from "periods"
)
select m.measure as measure, g.period as period, "g"."d1" as "d1",
  cast(null as integer) as bucket, case m.place when 0 then g."n_0" when 1 then g."n_1" end as n, case m.place when 0 then g."total_0" when 1 then g."total_1" end as total
from (
select p.period as period, "r"."d1" as "d1",
  cast(count(case when r."kept_0" = 1 then 1 end) as bigint) as "n_0", cast(null as decimal(38, 16)) as "total_0", cast(count(case when r."kept_0" = 1 then 1 end) as bigint) as "present_0",
  cast(count(case when r."kept_1" = 1 then 1 end) as bigint) as "n_1", cast(null as decimal(38, 16)) as "total_1", cast(count(case when r."kept_1" = 1 then 1 end) as bigint) as "present_1"
from (
  -- opportunities by closed_at
  select "f"."closed_on" as day, case when "f"."outcome" in ($2) then 1 else 0 end as "kept_0", case when "f"."outcome" in ($3, $4) then 1 else 0 end as "kept_1", coalesce(cast("a"."region" as text), cast("o"."region" as text)) as "d1"
  from (select * from "opportunities" where tenant = $5 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $6 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $7 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  where "f"."closed_on" >= cast($8 as date) and "f"."closed_on" < cast($9 as date) and (("f"."outcome" in ($10)) or ("f"."outcome" in ($11, $12))) and (coalesce(cast("f"."owner" as text), cast("a"."owner" as text)) in (cast($13 as text)) or coalesce(cast("f"."owner" as text), cast("a"."owner" as text)) is null)
) as r join "days" as p on p.day = r.day
group by p.period, "r"."d1"
) as g cross join (select 0 as place, cast($14 as integer) as measure union all select 1 as place, cast($15 as integer) as measure) as m
where case m.place when 0 then g."present_0" when 1 then g."present_1" end <> 0
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","won","won","lost","acme","acme","acme","2026-01-01","2026-03-01","won","won","lost","Ann",0,1]
