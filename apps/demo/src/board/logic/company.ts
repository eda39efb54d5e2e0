/** A passage of the sample company's story. */
export interface StoryItem {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly when: string;
}

/** What the pages are told by the server: whose board it is, and what time it is there. */
export interface Company {
  /** Null where the database holds someone's own data. */
  readonly name: string | null;
  readonly story: readonly StoryItem[];
  readonly now: string;
}
