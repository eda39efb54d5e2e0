-- ratio-by-owner-region: {"metrics":["win_rate"],"by":["region"],"where":{"owner":["Ann",null]},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
select "r".period as period, "r"."d1" as "d1",
  cast(count(case when r."kept_0" = 1 then 1 end) as bigint) as "n_0",
  cast(count(case when r."kept_1" = 1 then 1 end) as bigint) as "n_1"
from (
  -- opportunities by closed_at
  select "f"."closed_on" as day, (cast(extract(year from "f"."closed_on") as integer) * 12 + cast(extract(month from "f"."closed_on") as integer) - 24313) as period, case when "f"."outcome" in ($1) then 1 else 0 end as "kept_0", case when "f"."outcome" in ($2, $3) then 1 else 0 end as "kept_1", coalesce(cast("a"."region" as text), cast("o"."region" as text)) as "d1"
  from "opportunities" as "f"
  left join (select * from "accounts" where tenant = $4 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $5 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  where "f".tenant = $6 and "f".superseded_at is null and not "f".deleted and "f"."closed_on" >= cast($7 as date) and "f"."closed_on" < cast($8 as date) and (("f"."outcome" in ($9)) or ("f"."outcome" in ($10, $11))) and (coalesce(cast("f"."owner" as text), cast("a"."owner" as text)) in (cast($12 as text)) or coalesce(cast("f"."owner" as text), cast("a"."owner" as text)) is null)
) as r
group by "r".period, "r"."d1"
-- values: ["won","won","lost","acme","acme","acme","2026-01-01","2026-03-01","won","won","lost","Ann"]
