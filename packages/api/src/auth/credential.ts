/** What a credential allows: reading figures, writing rows and settings. */
export type Scope = "read" | "write";

/** Who calls, as the credential says: the tenant never comes from a header, a path or a body. */
export interface Credential {
  readonly tenant: string;
  readonly scopes: readonly Scope[];
}

/** Finds out who calls; null when the request has no valid credential. */
export type Authenticate = (request: Request) => Credential | null | Promise<Credential | null>;
