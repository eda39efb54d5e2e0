import { ForesailRecord } from "../components/record.ts";
import { define } from "../internal/define.ts";

define("foresail-record", ForesailRecord);

export { ForesailRecord };
