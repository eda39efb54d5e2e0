import { ForesailError, InternalError } from "../errors.ts";
import { isClickHouseFault } from "./clickhouse-transport.ts";

/** Codes of ClickHouse's `ErrorCodes.cpp`, by what a caller can do about them. */
const tookTooLong = [159, 160];
const overloaded = [201, 202, 241];
const denied = [164, 192, 193, 194, 497, 516];
const absent = [60, 81];

/**
 * A fault in words of this package: what to do, without ClickHouse's message, which quotes statements and names users.
 * What is no fault of a statement is returned as it is.
 */
export function explainFault(error: unknown, timeoutMs: number): unknown {
  if (!isClickHouseFault(error)) return error;
  const { code, queryId, timedOut } = error;
  const logged = queryId === null ? "" : `, logged there as query ${queryId}`;
  if (timedOut || (code !== null && tookTooLong.includes(code))) {
    return new ForesailError(
      "query_timeout",
      `the query took longer than ${timeoutMs} ms; ask for fewer periods`,
      { cause: error },
    );
  }
  if (code === null) {
    return new ForesailError(
      "database_unreachable",
      "ClickHouse does not answer; check its address and that it runs",
      { cause: error },
    );
  }
  if (overloaded.includes(code)) {
    return new ForesailError(
      "database_busy",
      `ClickHouse is at the limit of queries or memory of its user (error ${code})${logged}; try again later`,
      { cause: error },
    );
  }
  if (denied.includes(code)) {
    return new ForesailError(
      "database_denied",
      `ClickHouse denies this user the statement (error ${code})${logged}; check user, password and grants`,
      { cause: error },
    );
  }
  if (absent.includes(code)) {
    return new ForesailError(
      "database_unreadable",
      `ClickHouse lacks the database or its tables (error ${code}); check the database's name, and start the server that holds the journal`,
      { cause: error },
    );
  }
  return new InternalError(`ClickHouse refused a statement (error ${code})${logged}`, error);
}
