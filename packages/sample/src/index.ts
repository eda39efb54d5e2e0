export { simulateBooks } from "./company.ts";
