// In process

// The database
export { type CopyOptions, type CopyTarget, copy } from "./node/copy.ts";
export { type DoctorOptions, doctor } from "./node/doctor.ts";
// Keys
export { type KeyFile, openKeyFile } from "./node/key-file.ts";
// Over HTTP
export { type FetchHandler, PortInUseError } from "./node/listen.ts";
export { type LocalApi, type LocalApiOptions, openLocalApi } from "./node/local-api.ts";
export { type DatabaseOptions, openStore } from "./node/open-store.ts";
export { rebuild } from "./node/rebuild.ts";
export { type ServeOptions, type Server, serve } from "./node/serve.ts";
