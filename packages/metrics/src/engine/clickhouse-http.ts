import { ForesailError } from "../errors.ts";
import {
  ClickHouseFault,
  type ClickHouseRequest,
  type ClickHouseTransport,
  isClickHouseFault,
} from "./clickhouse-transport.ts";

/** Where ClickHouse listens, and as whom to speak to it. */
export interface ClickHouseHttpOptions {
  /** As `https://clickhouse.example.com:8443`; user and password have fields of their own. */
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  readonly database: string;
  /** What replaces the runtime's own `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** ClickHouse refuses longer fields of a form by default (`http_max_field_value_size`). */
const maxFieldBytes = 131_072;

function addressOf(url: string): URL {
  let address: URL | null = null;
  try {
    address = new URL(url);
  } catch {
    // Told below, without the text: it may hold a password.
  }
  if (address === null || !["http:", "https:"].includes(address.protocol)) {
    throw new ForesailError(
      "database_unreachable",
      "the address of ClickHouse is not an http or https URL; give one such as https://clickhouse.example.com:8443",
    );
  }
  if (address.username !== "" || address.password !== "") {
    throw new ForesailError(
      "database_unreachable",
      "the address of ClickHouse holds a user or password; give them as user and password, since addresses are logged",
    );
  }
  return address;
}

/** A form with the statement and its values: unlike an address, a body has room for them and is not logged. */
function formOf({ statement, parameters }: ClickHouseRequest): FormData {
  const form = new FormData();
  const fields = [
    ["query", statement] as const,
    ...Object.entries(parameters).map(([name, value]) => [`param_${name}`, value] as const),
  ];
  const encoder = new TextEncoder();
  for (const [name, value] of fields) {
    // A line break counts double, since forms end lines with two characters.
    const bytes = encoder.encode(value).length + (value.match(/\n/g)?.length ?? 0);
    if (bytes > maxFieldBytes) {
      throw new ForesailError(
        "invalid_query",
        `the query is longer than ClickHouse takes, ${bytes} of ${maxFieldBytes} bytes; ask for fewer periods, metrics or values of where`,
      );
    }
    form.set(name, value);
  }
  return form;
}

/** ClickHouse's HTTP interface: one POST a statement, by `fetch`, so on every runtime. */
export class ClickHouseHttp implements ClickHouseTransport {
  readonly #address: URL;
  readonly #options: ClickHouseHttpOptions;

  /** @throws {ForesailError} `database_unreachable` for a URL that is none, or that holds credentials */
  constructor(options: ClickHouseHttpOptions) {
    this.#address = addressOf(options.url);
    this.#options = options;
  }

  async send(request: ClickHouseRequest): Promise<string> {
    const address = new URL(this.#address);
    const query = {
      database: this.#options.database,
      default_format: "JSONEachRow",
      // An answer is complete or an error, never an error after half of it.
      wait_end_of_query: "1",
      ...request.settings,
      ...(request.rows === undefined ? {} : { query: request.statement }),
    };
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    const send = this.#options.fetch ?? fetch;
    try {
      const response = await send(address.href, {
        method: "POST",
        headers: this.#credentials(),
        body: request.rows ?? formOf(request),
        signal: AbortSignal.timeout(request.timeoutMs),
        redirect: "error",
      });
      const text = await response.text();
      if (response.ok) return text;
      const code = Number(response.headers.get("x-clickhouse-exception-code") ?? Number.NaN);
      throw new ClickHouseFault(Number.isNaN(code) ? null : code, {
        queryId: response.headers.get("x-clickhouse-query-id"),
      });
    } catch (error) {
      if (isClickHouseFault(error) || error instanceof ForesailError) throw error;
      throw new ClickHouseFault(null, { timedOut: (error as Error).name === "TimeoutError" });
    }
  }

  #credentials(): Record<string, string> {
    const { user, password } = this.#options;
    if (user === undefined && password === undefined) return {};
    const bytes = new TextEncoder().encode(`${user ?? "default"}:${password ?? ""}`);
    return { Authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
  }
}
