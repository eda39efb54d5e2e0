/** Keeps rejected rows where the user finds them: beside the database, never beside the source. */
export interface RejectsSink {
  /**
   * @param name - what the file is about, a few plain words
   * @param csv - its content
   * @returns the path
   */
  write(name: string, csv: string): Promise<string>;
}
