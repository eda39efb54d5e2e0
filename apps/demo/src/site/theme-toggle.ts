const themes = ["auto", "light", "dark"] as const;
type Theme = (typeof themes)[number];

const key = "foresail-theme";

const current = (): Theme =>
  themes.find((theme) => theme === document.documentElement.dataset.theme) ?? "auto";

const names: Readonly<Record<Theme, string>> = { auto: "Auto", light: "Light", dark: "Dark" };

function label(button: HTMLElement): void {
  button.textContent = `◐ ${names[current()]}`;
  button.setAttribute("aria-label", `Theme: ◐ ${names[current()]}`);
}

/** Lets the page's button go through system, light and dark, and keeps the choice in this browser. */
export function startThemeToggle(): void {
  const button = document.getElementById("theme");
  if (button === null) return;
  label(button);
  button.addEventListener("click", () => {
    const next = themes[(themes.indexOf(current()) + 1) % themes.length] as Theme;
    if (next === "auto") {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem(key);
    } else {
      document.documentElement.dataset.theme = next;
      localStorage.setItem(key, next);
    }
    label(button);
  });
}
