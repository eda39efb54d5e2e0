-- ratio-by-owner-region: {"metrics":["win_rate"],"by":["region"],"where":{"owner":["Ann",null]},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
select "r".period as period, "r"."d1" as "d1",
  cast(count(case when r."kept_0" = 1 then 1 end) as Nullable(Int64)) as "n_0",
  cast(count(case when r."kept_1" = 1 then 1 end) as Nullable(Int64)) as "n_1"
from (
  -- opportunities by closed_at
  select "f"."closed_on" as day, intDiv(date_diff('month', cast({p1:String} as Date32), "f"."closed_on"), 1) as period, case when "f"."outcome" in ({p2:String}) then 1 else 0 end as "kept_0", case when "f"."outcome" in ({p3:String}, {p4:String}) then 1 else 0 end as "kept_1", coalesce(cast("a"."region" as Nullable(String)), cast("o"."region" as Nullable(String))) as "d1"
  from "opportunities" as "f"
  left join (select * from "accounts" where tenant = {p5:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = {p6:String} and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  where "f".tenant = {p7:String} and "f".superseded_at is null and not "f".deleted and "f"."closed_on" >= cast({p8:String} as Date32) and "f"."closed_on" < cast({p9:String} as Date32) and (("f"."outcome" in ({p10:String})) or ("f"."outcome" in ({p11:String}, {p12:String}))) and (coalesce(cast("f"."owner" as Nullable(String)), cast("a"."owner" as Nullable(String))) in (cast({p13:String} as Nullable(String))) or coalesce(cast("f"."owner" as Nullable(String)), cast("a"."owner" as Nullable(String))) is null)
) as r
group by "r".period, "r"."d1"
-- values: ["2026-01-01","won","won","lost","acme","acme","acme","2026-01-01","2026-03-01","won","won","lost","Ann"]
