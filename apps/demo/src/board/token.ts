const keepMs = 60_000;

let held: { readonly token: Promise<string>; readonly at: number } | undefined;

/** The key with which pages of this server read; asked again after a minute, in case the server was started anew. */
export function getToken(): Promise<string> {
  if (held === undefined || Date.now() - held.at > keepMs) held = { token: askForToken(), at: Date.now() };
  return held.token;
}

async function askForToken(): Promise<string> {
  const response = await fetch("/demo/token");
  if (!response.ok) throw new Error("the demo gave no token");
  const { token } = (await response.json()) as { token: string };
  return token;
}
