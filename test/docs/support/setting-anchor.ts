/** The anchor of a setting's heading in docs/settings.md, as GitHub makes it. */
export function settingAnchor(key: string): string {
  return key.toLowerCase().replaceAll(".", "");
}
