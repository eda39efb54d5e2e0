import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Query } from "@foresail/client";
import { afterEach, describe, expect, test } from "vitest";
import { openClickHouseReader } from "../../src/clickhouse-reader.ts";
import { ClickHouseConnection } from "../../src/engine/clickhouse-connection.ts";
import { ClickHouseHttp } from "../../src/engine/clickhouse-http.ts";
import { clickhouseSettings } from "../../src/sql/clickhouse-dialect.ts";
import { sql } from "../../src/sql/sql.ts";

/** A request as it came over the wire. */
interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Fields of a form; empty for another body. */
  readonly form: Readonly<Record<string, string>>;
}

type Answer = (response: ServerResponse, request: Received) => void;

let server: Server | undefined;
const received: Received[] = [];

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  const isForm = type.startsWith("multipart/form-data");
  const form = isForm
    ? Object.fromEntries(
        [...(await new Response(bytes, { headers: { "content-type": type } }).formData())].map(
          ([name, value]) => [name, String(value)],
        ),
      )
    : {};
  const url = new URL(request.url ?? "", "http://x");
  return { method: request.method ?? "", url, headers: request.headers, body: bytes.toString(), form };
}

/** A server that takes what ClickHouse would, and answers as it is told. */
async function serve(answer: Answer): Promise<string> {
  received.length = 0;
  server = createServer((request, response) => {
    void read(request).then((whole) => {
      received.push(whole);
      answer(response, whole);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

const rows =
  (text: string): Answer =>
  (response) =>
    response.end(text);

const failing =
  (status: number, code: number): Answer =>
  (response) => {
    response.writeHead(status, { "x-clickhouse-exception-code": code, "x-clickhouse-query-id": "q-1" });
    response.end(`Code: ${code}. DB::Exception: user canary-user: select canary-secret from t`);
  };

const connect = (url: string, timeoutMs = 5_000): ClickHouseConnection =>
  new ClickHouseConnection({
    transport: new ClickHouseHttp({ url, database: "kpi", user: "läser", password: "päss:wörd" }),
    database: "kpi",
    timeoutMs,
  });

describe("a statement over HTTP", () => {
  test("is a POST of a form: the statement and each value in the body, settings in the address", async () => {
    const url = await serve(
      rows('{"a":1,"b":"1.50","c":null,"d":true}\n{"a":2,"b":"x\\ty","c":[1],"d":false}\n'),
    );
    const hostile = "a\tb\n'\\ {p2:String}; drop table t --";
    const answer = await connect(url).query(sql`select ${hostile}, ${7}, ${0.5}, ${true}, ${null}`);
    expect(answer).toEqual([
      { a: 1, b: "1.50", c: null, d: true },
      { a: 2, b: "x\ty", c: "[1]", d: false },
    ]);
    const [{ method, url: address, headers, form } = received[0]!] = received;
    expect(method).toBe("POST");
    expect(form).toEqual({
      query: "select {p1:String}, {p2:Int64}, {p3:Float64}, {p4:Bool}, {p5:Nullable(String)}",
      param_p1: "a\\tb\\n'\\\\ {p2:String}; drop table t --",
      param_p2: "7",
      param_p3: "0.5",
      param_p4: "true",
      param_p5: "\\N",
    });
    expect(Object.fromEntries(address.searchParams)).toEqual({
      database: "kpi",
      default_format: "JSONEachRow",
      wait_end_of_query: "1",
      ...clickhouseSettings,
      max_execution_time: "5",
    });
    const [scheme, credentials = ""] = (headers.authorization ?? "").split(" ");
    expect([scheme, Buffer.from(credentials, "base64").toString()]).toEqual(["Basic", "läser:päss:wörd"]);
    expect(address.href).not.toMatch(/p%C3%A4ss|wörd|drop/);
  });

  test("that inserts has the rows as its body", async () => {
    const url = await serve(rows(""));
    await connect(url).insert("staged", '{"id":"a"}\n{"id":"b"}\n');
    expect(received[0]?.body).toBe('{"id":"a"}\n{"id":"b"}\n');
    expect(received[0]?.url.searchParams.get("query")).toBe('insert into "kpi"."staged" format JSONEachRow');
  });

  test("longer than a field of a form may be is refused with what to do, and not sent", async () => {
    const url = await serve(rows(""));
    await expect(connect(url).query(sql`select ${"x".repeat(131_073)}`)).rejects.toMatchObject({
      code: "invalid_query",
      message: expect.stringContaining("131073 of 131072 bytes; ask for fewer periods"),
    });
    expect(received).toEqual([]);
  });
});

describe("what goes wrong", () => {
  test.each([
    [403, 497, "database_denied"],
    [401, 516, "database_denied"],
    [500, 164, "database_denied"],
    [404, 81, "database_unreadable"],
    [404, 60, "database_unreadable"],
    [500, 159, "query_timeout"],
    [500, 202, "database_busy"],
    [500, 241, "database_busy"],
    [500, 47, "internal"],
  ])(
    "status %i with ClickHouse's error %i is %s, and quotes neither statement nor user",
    async (status, error, code) => {
      const url = await serve(failing(status, error));
      const thrown: unknown = await connect(url)
        .query(sql`select 'canary-statement'`)
        .catch((caught: unknown) => caught);
      expect(thrown).toMatchObject({ code });
      const told = `${String(thrown)} ${String((thrown as Error).cause)} ${JSON.stringify(thrown)}`;
      expect(told).not.toMatch(/canary|läser|päss/);
    },
  );

  test("an answer that never comes ends at the time allowed", async () => {
    const url = await serve(() => undefined);
    await expect(connect(url, 300).query(sql`select 1`)).rejects.toMatchObject({ code: "query_timeout" });
  });

  test("a server that is not there, or sends elsewhere, does not answer", async () => {
    const gone = await serve(rows(""));
    server?.close();
    await expect(connect(gone).query(sql`select 1`)).rejects.toMatchObject({ code: "database_unreachable" });
    const url = await serve((response) => {
      response.writeHead(307, { location: "http://127.0.0.1:1/" });
      response.end();
    });
    await expect(connect(url).query(sql`select 1`)).rejects.toMatchObject({ code: "database_unreachable" });
  });

  test.each(["ftp://x", "nonsense canary", "http://canary:canary@x/"])(
    "the address %s is refused, and not repeated",
    (url) => {
      expect(() => openClickHouseReader({ url })).toThrow(
        expect.objectContaining({
          code: "database_unreachable",
          message: expect.not.stringContaining("canary"),
        }),
      );
    },
  );

  test.each(["a b", 'x"; drop', "", "Ünï"])("the database %j is refused", (database) => {
    expect(() => openClickHouseReader({ url: "http://x", database })).toThrow(
      expect.objectContaining({ code: "database_unreadable" }),
    );
  });
});

test("a store that reads looks at the log before and after its queries, and writes nothing", async () => {
  const url = await serve((response, { form }) => {
    const query = form.query ?? "";
    response.end(query.includes('"publications"') ? '{"number":4,"partitions":"[]"}\n' : "");
  });
  const store = openClickHouseReader({ url, database: "kpi", clock: () => new Date("2026-03-10T00:00:00Z") });
  const { series, dataVersion } = await store.query(
    "acme",
    Query.parse({ metrics: ["win_rate"], from: "2026-01-01", to: "2026-02-01" }),
  );
  expect(series[0]?.points).toEqual([
    { period: "2026-01-01", value: null, numerator: 0, denominator: 0, partial: false },
  ]);
  expect(dataVersion).toBe("0");
  const statements = received.map(({ form }) => form.query ?? "");
  expect(statements.filter((text) => !/^(select|with)\b/.test(text))).toEqual([]);
  expect(statements.map((text) => (text.includes('"publications"') ? "log" : "data"))).toEqual([
    "log",
    "data",
    "data",
    "log",
    "log",
    "data",
    "log",
  ]);
  await expect(store.saveSettings("acme", { timeZone: "UTC" })).rejects.toMatchObject({ code: "read_only" });
});
