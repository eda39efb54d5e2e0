import { ForesailKpi } from "../components/kpi.ts";
import { define } from "../internal/define.ts";

define("foresail-kpi", ForesailKpi);

export { ForesailKpi };
