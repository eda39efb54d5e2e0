import "@foresail/widgets/define/provider.js";
import "@foresail/widgets/define/kpi.js";
import "@foresail/widgets/define/trend.js";
import "@foresail/widgets/define/forecast.js";

/** A short-lived token for the signed-in reader, from the product's own server. */
async function getToken(): Promise<string> {
  const response = await fetch("/demo/token");
  const { token } = (await response.json()) as { token: string };
  return token;
}

for (const provider of document.querySelectorAll("foresail-provider")) provider.getToken = getToken;
