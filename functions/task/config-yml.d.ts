/** config.yml, validated and with its defaults filled in when the bundle was made (packaging/esbuild-plugins.mjs). */
declare module '*/config.yml' {
  // An import declaration with a relative path is not allowed here, and would make every section `any`.
  type Config = import('../../core/config/config-schema.ts').Config;

  export const principals: Config['principals'];
  export const requests: Config['requests'];
  export const share: Config['share'];
  export const lease: Config['lease'];
  export const ledger: Config['ledger'];
  export const approvals: Config['approvals'];
  export const vending: Config['vending'];
  export const verification: Config['verification'];
  export const reconciliation: Config['reconciliation'];
}
