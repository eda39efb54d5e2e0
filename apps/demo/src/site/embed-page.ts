import "@foresail/widgets/define.js";
import "./widget-gallery.ts";
import hostPage from "../../public/host.html?raw";
import { snippetOf } from "./snippet.ts";
import { startThemeToggle } from "./theme-toggle.ts";

const snippet = snippetOf(hostPage);

/** Shows the lines that the host page runs, read from that very page. */
function showSnippet(): void {
  const code = document.querySelector("#snippet code");
  if (code !== null) code.textContent = snippet;
  document.getElementById("copy")?.addEventListener("click", async () => {
    await navigator.clipboard.writeText(snippet);
    const copied = document.getElementById("copied");
    if (copied !== null) copied.textContent = "Copied";
  });
}

startThemeToggle();
showSnippet();
