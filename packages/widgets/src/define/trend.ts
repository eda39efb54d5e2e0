import { ForesailTrend } from "../components/trend.ts";
import { define } from "../internal/define.ts";

define("foresail-trend", ForesailTrend);

export { ForesailTrend };
