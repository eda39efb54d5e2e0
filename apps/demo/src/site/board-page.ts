import "@foresail/widgets/define.js";
import "../board/board.ts";
import { startThemeToggle } from "./theme-toggle.ts";

startThemeToggle();
