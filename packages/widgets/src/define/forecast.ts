import { ForesailForecast } from "../components/forecast.ts";
import { define } from "../internal/define.ts";

define("foresail-forecast", ForesailForecast);

export { ForesailForecast };
