/** config.yml, validated and with its defaults filled in when the bundle was made (packaging/config-plugin.mjs). */
declare module '*/config.yml' {
  import type { Config } from '../../core/config/config.ts';

  export const principals: Config['principals'];
  export const requests: Config['requests'];
  export const share: Config['share'];
  export const lease: Config['lease'];
  export const approvals: Config['approvals'];
  export const verification: Config['verification'];
}
