import { ForesailProvider } from "../components/provider.ts";
import { define } from "../internal/define.ts";

define("foresail-provider", ForesailProvider);

export { ForesailProvider };
