import type { QueryInput } from "@foresail/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../src/define/kpi.ts";
import "../src/define/provider.ts";
import { fakeApi, mount, mrrSeries, result, settled, shown } from "./support.ts";

let restore = (): void => {};
let bodies: QueryInput[] = [];
let tokens: (string | null)[] = [];

/** An API that knows mrr and arr, and accepts the tokens given. */
function serve(accepted: string[] = []): void {
  restore = fakeApi((path, init) => {
    const token = new Headers(init.headers).get("authorization");
    if (accepted.length > 0 && !accepted.includes(token ?? ""))
      return Response.json({ title: "Token expired" }, { status: 401 });
    if (path === "/v1/metrics") return { metrics: [] };
    tokens.push(token);
    const query: QueryInput = JSON.parse(String(init.body));
    bodies.push(query);
    const unknown = query.metrics.find((metric) => metric !== "mrr" && metric !== "arr");
    if (unknown) return Response.json({ title: `Unknown metric ${unknown}` }, { status: 404 });
    return result(...query.metrics.map((metric) => mrrSeries({ metric })));
  });
}

beforeEach(() => {
  document.body.innerHTML = "";
  bodies = [];
  tokens = [];
});
afterEach(() => restore());

async function page(markup: string): Promise<HTMLElementTagNameMap["foresail-kpi"][]> {
  document.body.innerHTML = markup;
  const all = [...document.querySelectorAll("foresail-kpi")];
  for (const kpi of all) await settled(kpi);
  return all;
}

test("gives address and locale to the elements inside, and asks for them together", async () => {
  serve();
  const all = await page(`<foresail-provider api="" locale="de-DE">
    <foresail-kpi metric="mrr"></foresail-kpi><foresail-kpi metric="arr"></foresail-kpi><foresail-kpi metric="mrr"></foresail-kpi>
  </foresail-provider>`);
  expect(bodies.map((body) => body.metrics)).toEqual([["mrr", "arr"]]);
  expect(all.map((kpi) => shown(kpi, "[part=value]"))).toEqual(["200.000 $", "200.000 $", "200.000 $"]);
});

test("one unknown metric fails alone", async () => {
  serve();
  const all = await page(
    `<foresail-provider api=""><foresail-kpi metric="mrr"></foresail-kpi><foresail-kpi metric="nope"></foresail-kpi></foresail-provider>`,
  );
  expect(all.map((kpi) => kpi.state)).toEqual(["ready", "error"]);
  expect(shown(all[1]!, "[role=alert] p")).toBe("Unknown metric nope");
});

test("asks the callback once for a fresh token when one is refused", async () => {
  serve(["Bearer fresh"]);
  const given = ["old", "fresh"];
  const getToken = vi.fn(async () => given.shift()!);
  const provider = await mount("foresail-provider", { api: "", getToken });
  const kpi = await mount("foresail-kpi", { metric: "mrr" }, {}, provider);
  await vi.waitFor(() => expect(kpi.state).toBe("ready"));
  expect(getToken).toHaveBeenCalledTimes(2);
  expect(tokens).toEqual(["Bearer fresh"]);
});

test("a token refused twice is an error, with its own event", async () => {
  serve(["Bearer other"]);
  const refused = vi.fn();
  const provider = await mount("foresail-provider", { api: "", getToken: async () => "bad" });
  provider.addEventListener("foresail-token-error", refused);
  const kpi = await mount("foresail-kpi", { metric: "mrr" }, {}, provider);
  await vi.waitFor(() => expect(kpi.state).toBe("error"));
  expect(refused).toHaveBeenCalledOnce();
  expect(shown(kpi, "[role=alert] p")).toBe("Token expired");
});

test("keeps no token in an attribute beside a callback", async () => {
  serve();
  const provider = await mount(
    "foresail-provider",
    { api: "", getToken: async () => "secret" },
    { token: "leaked" },
  );
  expect(provider.hasAttribute("token")).toBe(false);
  await mount("foresail-kpi", { metric: "mrr" }, {}, provider);
  await vi.waitFor(() => expect(tokens).toEqual(["Bearer secret"]));
});

test("serves elements that were there before it got its address", async () => {
  serve();
  const provider = document.createElement("foresail-provider");
  document.body.append(provider);
  const kpi = await mount("foresail-kpi", { metric: "mrr" }, {}, provider);
  expect(kpi.state).toBe("initial");
  provider.api = "";
  await vi.waitFor(() => expect(kpi.state).toBe("ready"));
});

test("sets the theme of everything inside", async () => {
  const provider = await mount("foresail-provider", {}, { theme: "dark" });
  const kpi = await mount("foresail-kpi", { data: result(mrrSeries()) }, {}, provider);
  expect(getComputedStyle(kpi.shadowRoot!.querySelector(".base")!).backgroundColor).toBe("rgb(20, 22, 26)");
});
